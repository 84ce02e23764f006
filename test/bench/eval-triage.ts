import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../worker/local/config.ts';
import { nodeEncoder } from '../../worker/local/encoder.ts';
import { sampleRelease } from '../../worker/local/sample-release.ts';
import { questionsOf } from '../../worker/ports/embed/port.ts';
import { makeEngine } from '../../worker/release/engine.ts';
import { decodeRelease } from '../../worker/release/format.ts';
import { lowerBound, upperBound } from '../../worker/release/interval.ts';
import { startContext } from '../../worker/turn/session.ts';
import { understand } from '../../worker/turn/understand.ts';

/** What triage makes of messages that nobody tuned on: dangers, attempts to trick the assistant, and harmless ones of many kinds. */
const sets = [
  { name: 'hazard reports', file: 'cpsc/dev.jsonl', of: 'text' },
  { name: 'prompt injections', file: 'injection/deepset-train.jsonl', of: 'text', label: 1 },
  { name: 'prompts beside them', file: 'injection/deepset-train.jsonl', of: 'text', label: 0 },
  { name: 'harmless trigger words', file: 'injection/benign-with-trigger-words.jsonl', of: 'text' },
  { name: 'assistant questions', file: 'clinc150/cases.jsonl', of: 'messages' },
  { name: 'questions on an illness', file: 'covid-faq/cases.jsonl', of: 'messages' },
] as const;

const lineSchema = z.object({ text: z.string().optional(), messages: z.array(z.string()).optional(), label: z.number().optional() });

async function textsOf(file: string, label?: number): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    const { text, messages, label: own } = lineSchema.parse(JSON.parse(line));
    return label === undefined || own === label ? [text ?? messages?.[0] ?? ''] : [];
  });
}

/** Rows of the table: how many of each set count as what, with exact 95 % intervals where it matters. */
export async function triageRows(folder: string): Promise<{ head: string[]; rows: string[][] }> {
  const { hash, bytes } = await sampleRelease();
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  const { embedder, makeScan } = await nodeEncoder();
  const made = makeEngine(hash, decoded.content, makeScan);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  const embed = questionsOf(embedder, () => {});
  const golden = { name: 'the shop’s own questions', file: join(root, 'kb/golden.jsonl'), texts: null };
  const all = [...sets.map((set) => ({ ...set, file: join(folder, set.file) })), { ...golden, of: 'messages' as const }];
  const rows: string[][] = [];
  for (const set of all.filter(({ file }) => existsSync(file))) {
    const texts = await textsOf(set.file, 'label' in set ? set.label : undefined);
    const found = { safety: 0, injection: 0, either: 0, upset: 0, human: 0, restricted: 0 };
    const from = performance.now();
    for (const text of texts) {
      const { facts, area } = await understand(made.engine, embed, text, startContext('en'));
      found.safety += Number(facts.safety.matched);
      found.injection += Number(facts.injection.matched);
      found.upset += Number(facts.sentiment.negative);
      found.human += Number(facts.asksForHuman);
      found.restricted += Number(area !== null && made.engine.area(area)?.autonomy !== 'autopilot');
      found.either += Number(facts.safety.matched || facts.injection.matched || facts.sentiment.negative || facts.asksForHuman);
    }
    const share = (count: number) => `${((100 * count) / texts.length).toFixed(1)} %`;
    const interval = (count: number) =>
      `${(100 * lowerBound(count, texts.length, 0.95)).toFixed(1)}–${(100 * upperBound(count, texts.length, 0.95)).toFixed(1)}`;
    rows.push([
      set.name,
      String(texts.length),
      share(found.safety),
      interval(found.safety),
      share(found.injection),
      interval(found.injection),
      share(found.upset),
      share(found.human),
      share(found.restricted),
      share(found.either),
      ((performance.now() - from) / texts.length).toFixed(2),
    ]);
  }
  return {
    head: [
      'set',
      'messages',
      'danger',
      '95 %',
      'trick',
      '95 %',
      'upset',
      'asks for a person',
      'restricted area',
      'any of the first four',
      'ms',
    ],
    rows,
  };
}
