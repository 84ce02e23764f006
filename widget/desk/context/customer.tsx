import type { ComponentChildren } from 'preact';
import type { Customer } from '../conversation/reduce.ts';
import { CheckIcon, NoteIcon } from '../ui/icons.tsx';

/** What is known about the customer, each line with who vouches for it: the site's signature, or only the customer. */
export function CustomerFacts({ customer }: { customer: Customer | null }) {
  return (
    <section class="block" aria-labelledby="customer">
      <h3 id="customer">Customer</h3>
      {customer === null ? <p class="muted">Loading</p> : <Known customer={customer} />}
    </section>
  );
}

function Known({ customer }: { customer: Customer }) {
  const { label, verified, contactEmail, page } = customer;
  return (
    <>
      <dl class="pairs">
        {verified === null ? (
          <div>
            <dt>Known as</dt>
            <dd>{label}</dd>
          </div>
        ) : (
          <>
            <Pair term="Name" mark="verified">
              {verified.name ?? label}
            </Pair>
            {verified.email === undefined ? null : (
              <Pair term="E-mail" mark="verified">
                {verified.email}
              </Pair>
            )}
            <Pair term="Id" mark="verified">
              <code>{verified.id}</code>
            </Pair>
          </>
        )}
        {contactEmail === null ? null : (
          <Pair term="Answer to" mark="claimed">
            {contactEmail}
          </Pair>
        )}
        {page === null ? null : (
          <Pair term="Page" mark="claimed">
            {page}
          </Pair>
        )}
      </dl>
      {verified === null ? <p class="muted small-text">Anonymous visitor. Verify before sharing anything personal.</p> : null}
    </>
  );
}

function Pair({ term, mark, children }: { term: string; mark: 'verified' | 'claimed'; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {children} <Vouched mark={mark} />
      </dd>
    </div>
  );
}

function Vouched({ mark }: { mark: 'verified' | 'claimed' }) {
  const verified = mark === 'verified';
  return (
    <span
      class={`tag ${verified ? 'ok' : ''}`}
      title={verified ? 'Signed by the site' : 'Said by the browser or the customer, checked by nobody'}
    >
      {verified ? <CheckIcon /> : <NoteIcon />} {mark}
    </span>
  );
}
