import type { CompiledTone } from '../../../policy/tone-match.ts';
import type { ModelCall, ModelPort } from '../../ports/model/port.ts';
import { joined } from '../compose/findings.ts';
import { judged } from '../compose/judged.ts';
import { clean } from '../ground/clean.ts';
import { ground } from '../ground/ground.ts';
import { sentencesOf, withoutMarkers } from '../ground/sentences.ts';
import { guard } from '../guard.ts';
import type { LabelledCase } from './cases.ts';

export interface Measuring {
  tone: readonly CompiledTone[];
  /** Null: the guard alone. One for each sentence, as its time begins with it. */
  judge: ((caseId: string) => ModelPort) | null;
  progress?: (done: number) => void;
}

export interface JudgedCase {
  id: string;
  kind: string | null;
  supported: boolean;
  passed: boolean;
  /** Why it was blocked. */
  why: string | null;
}

export interface Measured {
  cases: JudgedCase[];
  calls: ModelCall[];
}

/** Every draft through what a turn asks before it says composed words: cleaning, the guard, its other checks, and then the judge. */
export async function measure(cases: readonly LabelledCase[], { tone, judge, progress = () => {} }: Measuring): Promise<Measured> {
  const calls: ModelCall[] = [];
  const done: JudgedCase[] = [];
  for (const one of cases) {
    const sentences = sentencesOf(withoutMarkers(clean(one.draft)));
    const refused = guarded(one, sentences, tone) ?? (judge && (await refusedBy(judge, one, sentences, calls)));
    done.push({ id: one.id, kind: one.kind ?? null, supported: one.supported, passed: refused === null, why: refused });
    progress(done.length);
  }
  return { cases: done, calls };
}

function guarded({ question, passages, facts, locale }: LabelledCase, sentences: readonly string[], tone: readonly CompiledTone[]) {
  const cites = passages.map((_, i) => i);
  const { verdict, sentences: read } = ground({
    question,
    passages,
    draft: sentences.map((text) => ({ text, cites })),
    ...(facts && { facts }),
    ...(locale && { language: locale }),
  });
  if (verdict === 'block') {
    const findings = read.flatMap(({ supported, why }) => (supported ? [] : why));
    return findings.map(({ kind, words }) => `${kind}: ${words}`).join('; ');
  }
  const text = joined(sentences.map((one) => ({ text: one })));
  const verdicts = guard({ draft: { kind: 'text', text }, articles: new Map(), orderVerified: false, tone });
  return verdicts.find(({ passed }) => !passed)?.detail ?? null;
}

async function refusedBy(
  judge: (caseId: string) => ModelPort,
  { id, passages, facts = [] }: LabelledCase,
  sentences: readonly string[],
  calls: ModelCall[],
): Promise<string | null> {
  const quoted = [...passages, ...facts].map((text, i) => ({ id: `${i}`, text }));
  for (const [i, sentence] of sentences.entries()) {
    const refusal = await judged({ model: judge(id), calls }, { sentence, passages: quoted, before: sentences.slice(0, i) });
    if (refusal !== null) return refusal.reason;
  }
  return null;
}
