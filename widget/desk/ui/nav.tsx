import type { Person } from '../../../worker/protocol.ts';
import { Disclosure } from './disclosure.tsx';
import { type DeskPage, type NavItem, navFor, titleOf } from './pages.ts';
import { queueHash, route } from './route.ts';

/** Plain addresses: a page can be opened in another tab, and Back works. A narrow screen has one menu with all of them. */
export function Pages({ role }: { role: Person['role'] }) {
  const items = navFor(role);
  return (
    <nav class="pages" aria-label="Pages">
      <ul class="pages-wide">
        {items.map((item) => (
          <li key={item.group ?? item.pages[0].page}>{item.group === null ? <PageLink page={item.pages[0]} /> : <Group item={item} />}</li>
        ))}
      </ul>
      <Disclosure class="pages-narrow" label={titleOf(route.value.page)} name={`Menu, ${titleOf(route.value.page)}`}>
        {(close) => items.map((item) => <Listed key={item.group ?? item.pages[0].page} item={item} heading close={close} />)}
      </Disclosure>
    </nav>
  );
}

function Group({ item }: { item: NavItem }) {
  const open = item.pages.find(({ page }) => page === route.value.page);
  // Which of its pages is open stands in the header, too: the menu is closed most of the time.
  const label = (
    <span>
      {item.group}
      {open === undefined ? null : <span class="pages-open">: {open.title}</span>}
    </span>
  );
  return (
    <Disclosure class={open === undefined ? '' : 'current'} label={label}>
      {(close) => <Listed item={item} close={close} />}
    </Disclosure>
  );
}

function Listed({ item: { group, pages }, heading = false, close }: { item: NavItem; heading?: boolean; close: () => void }) {
  return (
    <>
      {heading && group !== null ? (
        <p class="pages-group" aria-hidden="true">
          {group}
        </p>
      ) : null}
      <ul aria-label={group ?? undefined}>
        {pages.map((page) => (
          <li key={page.page}>
            <PageLink page={page} close={close} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PageLink({ page: { page, title, hash, key }, close }: { page: DeskPage; close?: () => void }) {
  const current = route.value.page === page;
  // The queue is come back to as it was left; a second press closes what is open.
  const href = page === 'queue' && !current ? queueHash() : hash;
  return (
    <a href={href} aria-keyshortcuts={key} aria-current={current ? 'page' : undefined} onClick={close}>
      {title}
    </a>
  );
}
