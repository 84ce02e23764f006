import type { Person } from '../../../worker/protocol.ts';

export interface DeskSession {
  person: Person;
  site: { id: string; name: string };
}

/** Few fields, so they are read by hand: a schema library would weigh more than the page. */
export function sessionOf(value: unknown): DeskSession | null {
  const person = at(value, 'person');
  const site = at(value, 'site');
  const id = textAt(person, 'id');
  const name = textAt(person, 'name');
  const role = roleOf(at(person, 'role'));
  const siteId = textAt(site, 'id');
  const siteName = textAt(site, 'name');
  if (id === null || name === null || role === null || siteId === null || siteName === null) return null;
  return { person: { id, name, role }, site: { id: siteId, name: siteName } };
}

export function problemOf(value: unknown): { code: string; message: string } {
  const error = at(value, 'error');
  return { code: textAt(error, 'code') ?? 'unknown', message: textAt(error, 'message') ?? 'The server did not say why.' };
}

export function textAt(value: unknown, key: string): string | null {
  const found = at(value, key);
  return typeof found === 'string' ? found : null;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function roleOf(value: unknown): Person['role'] | null {
  return value === 'agent' || value === 'lead' || value === 'admin' ? value : null;
}
