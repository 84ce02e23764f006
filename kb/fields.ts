import { dayOf } from './dates.ts';

/** How help centres name what an article has, without case, spaces, hyphens and underscores; the first found counts. */
const NAMES = {
  id: ['id', 'articleid', 'uuid'],
  slug: ['slug', 'handle', 'permalink'],
  title: ['title', 'name', 'subject', 'headline'],
  body: ['body', 'text', 'content', 'markdown', 'bodymarkdown', 'html', 'bodyhtml', 'answer'],
  locale: ['locale', 'lang', 'language'],
  topic: ['topic', 'category', 'section', 'collection', 'categoryname', 'sectionname', 'categories', 'sections', 'group'],
  url: ['url', 'htmlurl', 'canonicalurl', 'link', 'permalink', 'redirectfrom'],
  questions: ['questions', 'variants', 'faqs'],
  expires: ['reviewby', 'expires', 'expireson', 'expiresat', 'expirydate', 'validuntil'],
  updated: ['updated', 'updatedat', 'lastupdated', 'lastmodified', 'modified', 'lastmod', 'editedat', 'date', 'createdat'],
} as const;

export type FieldName = keyof typeof NAMES;

export interface Fields {
  text: (name: FieldName) => string | null;
  list: (name: FieldName) => string[];
  day: (name: FieldName) => string | null;
  /** Why the export keeps it from the public, if it does. */
  withheld: () => string | null;
}

const plain = (key: string) => key.toLowerCase().replace(/[\s_-]/g, '');

export function fieldsOf(data: Readonly<Record<string, unknown>>): Fields {
  const all = new Map(Object.entries(data).map(([key, value]) => [plain(key), value]));
  const first = (name: FieldName) =>
    NAMES[name].map((key) => all.get(key)).find((value) => value !== undefined && value !== null && value !== '');
  return {
    text: (name) => textOf(first(name)),
    list: (name) => {
      const value = first(name);
      return (Array.isArray(value) ? value : [value]).map(textOf).filter((one) => one !== null);
    },
    day: (name) => NAMES[name].map((key) => dayOf(all.get(key))).find((one) => one !== null) ?? null,
    withheld: () => {
      for (const key of ['draft', 'archived', 'hidden', 'private', 'internal']) if (isYes(all.get(key))) return key;
      for (const key of ['published', 'listed', 'public', 'visible']) if (isNo(all.get(key))) return `not ${key}`;
      const state = textOf(all.get('state') ?? all.get('status') ?? all.get('visibility'))?.toLowerCase() ?? '';
      return /^(draft|archived|unpublished|private|internal|hidden|deleted)$/.test(state) ? state : null;
    },
  };
}

const isYes = (value: unknown) => value === true || value === 'true';
const isNo = (value: unknown) => value === false || value === 'false';

/** Words of a value: exports put a name, a number, a list of one or an object with a name in the same place. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  const inner = Object.entries(value).find(([key]) => ['name', 'title', 'question', 'text'].includes(key));
  return inner ? textOf(inner[1]) : null;
}
