import type { ComponentChildren } from 'preact';
import type { Customer } from '../conversation/reduce.ts';
import { Vouched } from './vouched.tsx';

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
  const { label, verified, contactEmail, page, claimed = {} } = customer;
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
            <Attributes of={verified.attributes ?? {}} mark="verified" />
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
        <Attributes of={claimed} mark="claimed" />
      </dl>
      {verified === null ? <p class="muted small-text">Anonymous visitor. Verify before sharing anything personal.</p> : null}
    </>
  );
}

/** What a signed identity says of them, or merely the page they are on. */
function Attributes({ of, mark }: { of: NonNullable<Customer['claimed']>; mark: 'verified' | 'claimed' }) {
  return (
    <>
      {Object.entries(of).map(([name, value]) => (
        <Pair key={name} term={name} mark={mark}>
          {typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}
        </Pair>
      ))}
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
