import { monthOf } from './dates.ts';

/** Points that end no sentence. */
const abbreviation =
  /(?:^|[\s("])(?:e\.g|i\.e|etc|approx|incl|excl|max|min|no|nos|nr|vs|st|mr|mrs|ms|dr|prof|inc|ltd|co|jr|sr|tel|z\.b|d\.h|u\.a|bzw|ca|ggf|evtl|inkl|zzgl|str|p\.ej|ej|sra|sres|ud|uds|aprox|env|p\.ex|ex|art|núm|num|bijv|o\.a|enz|[\p{Lu}]|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|dez|dic|a\.m|p\.m)\.$/iu;
const ends = /[.!?…]+["')\]]*(?=\s)/gu;
/** What opens a line of a list. Its number says nothing. */
const bullet = /^\s*(?:[-*•·–—>#]+|\(?\d{1,2}[.)]|\(?[a-z]\))\s+/u;
/** Marks of emphasis show as stars at worst: they are dropped, the words stay. */
const emphasis = /\*{1,3}(?=\S)([^*\n]{1,400}?)(?<=\S)\*{1,3}|__(?=\S)([^_\n]{1,400}?)(?<=\S)__/g;

/** Sentences, lines and items of a text in order, without bullets and stars. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  for (const whole of text.split('\n')) {
    const line = whole.replace(bullet, '').replace(emphasis, '$1$2').trim();
    if (line === '') continue;
    let from = 0;
    for (const match of line.matchAll(ends)) {
      const end = match.index + match[0].length;
      const next = line.slice(end, end + 12).trimStart();
      const lone = match[0] === '.' && (abbreviation.test(line.slice(Math.max(0, end - 12), end)) || goesOn(line, match.index, next));
      if (lone || /^\p{Ll}/u.test(next)) continue;
      found.push(line.slice(from, end).trim());
      from = end;
    }
    const rest = line.slice(from).trim();
    if (rest !== '') found.push(rest);
  }
  return found.filter((one) => /[\p{L}\p{N}]/u.test(one));
}

/** "24. Dezember": the point makes a number the twenty-fourth. */
const goesOn = (line: string, at: number, next: string) =>
  /(?:^|\s)\d{1,2}$/.test(line.slice(Math.max(0, at - 3), at)) && monthOf(/^\p{L}+/u.exec(next)?.[0] ?? '') !== undefined;

/** `[1]` or `[1, 3]` behind a sentence names passages, counted from 1. */
const markers = /\s*\[(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\]/g;

export function withoutMarkers(text: string): string {
  return text.replace(markers, '');
}
