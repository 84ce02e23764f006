import type { Wording } from '../schema.ts';
import { listed, type Problem } from './problem.ts';

/** Placeholders of a text, sorted. */
const holes = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

/** Every language says everything that the first one says, with the same placeholders. */
export function wordingProblems([base, ...others]: readonly Wording[]): Problem[] {
  if (!base) return [];
  const own = Object.entries(base.texts).flatMap(([key, text]) => braces(base.locale, key, text));
  return [...own, ...others.flatMap((other) => against(base, other))];
}

function against(base: Wording, { locale, texts }: Wording): Problem[] {
  const file = `wording/${locale}.yaml`;
  const missing = Object.keys(base.texts)
    .filter((key) => !Object.hasOwn(texts, key))
    .map((key): Problem => {
      const remedy = `translate it from wording/${base.locale}.yaml`;
      return { kind: 'untranslated', file, path: ['texts'], message: `"${key}" is missing`, remedy };
    });
  const present = Object.entries(texts).flatMap(([key, text]): Problem[] => {
    const path = ['texts', key];
    const said = base.texts[key];
    if (said === undefined) {
      const message = `wording/${base.locale}.yaml has no "${key}", so nobody says it`;
      return [{ kind: 'unknown-key', file, path, message, remedy: `correct the key, or add it to wording/${base.locale}.yaml` }];
    }
    const [wanted, found] = [holes(said), holes(text)];
    const lost = wanted.filter((name) => !found.includes(name));
    const extra = found.filter((name) => !wanted.includes(name));
    return [
      ...lost.map((name): Problem => {
        return { kind: 'placeholder', file, path, message: `"${key}" lacks {${name}}`, remedy: `put {${name}} where its value belongs` };
      }),
      ...extra.map((name): Problem => {
        const remedy = wanted.length > 0 ? `use ${listed(wanted.map((one) => `{${one}}`))}` : 'take it out: nothing is filled in here';
        return { kind: 'placeholder', file, path, message: `"${key}" has {${name}}, which nothing fills`, remedy };
      }),
      ...braces(locale, key, text),
    ];
  });
  return [...missing, ...present];
}

/** A brace that belongs to no placeholder would be shown to the customer. */
function braces(locale: string, key: string, text: string): Problem[] {
  if (!/[{}]/.test(text.replace(/\{\w+\}/g, ''))) return [];
  const message = `"${key}" has a brace that belongs to no placeholder`;
  return [
    {
      kind: 'placeholder',
      file: `wording/${locale}.yaml`,
      path: ['texts', key],
      message,
      remedy: 'write placeholders as {name}, without spaces',
    },
  ];
}
