import { nodeEncoder } from '../../worker/local/encoder.ts';
import { sampleRelease } from '../../worker/local/sample-release.ts';
import { questionsOf } from '../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import { sampleOrders } from '../../worker/ports/orders/sample.ts';
import { BuildError, buildRelease } from '../../worker/release/build.ts';
import { type Engine, makeEngine } from '../../worker/release/engine.ts';
import { decodeRelease } from '../../worker/release/format.ts';
import type { TurnRecord } from '../../worker/turn/record.ts';
import { replyText } from '../../worker/turn/reply.ts';
import { converse } from '../../worker/turn/simulate/run.ts';
import { factsOf, type RuleVerdict, reasonsToWin, verdictsOf } from '../explain.ts';

export interface Explained {
  record: TurnRecord;
  rules: RuleVerdict[];
}

/** A conversation through the real turn of the project's own release, or of another policy's; its last message is explained. */
export async function explain(messages: string[], { locale, policy }: { locale: string; policy: string | null }): Promise<Explained> {
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  const tools = await nodeEncoder();
  const engine = await engineOf(policy, tools, progress);
  const now = new Date();
  const embed = questionsOf(tools.embedder, ({ why }) => progress(`embedder: ${why}`));
  const entry = { id: 'explain', messages, locale };
  const { record } = await converse(engine, embed, memoryOrders(sampleOrders(now)), entry, now);
  return { record, rules: verdictsOf(engine.policy.rules, record) };
}

type Tools = Awaited<ReturnType<typeof nodeEncoder>>;

async function engineOf(policy: string | null, tools: Tools, progress: (line: string) => void): Promise<Engine> {
  if (policy !== null) {
    const { hash, content } = await buildRelease({ policy, kb: 'kb/articles' }, { ...tools, progress });
    return ready(makeEngine(hash, content, tools.makeScan));
  }
  // Kept between calls, so that only the first one after a change takes long.
  const { hash, bytes } = await sampleRelease(undefined, progress);
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  return ready(makeEngine(hash, decoded.content, tools.makeScan));
}

function ready(made: ReturnType<typeof makeEngine>): Engine {
  if (!made.ok) throw new BuildError(made.problems);
  return made.engine;
}

const label = (name: string) => name.padEnd(10);
const shown = (value: unknown): string => (typeof value === 'bigint' ? String(value) : JSON.stringify(value));

/** The record in words: outcome, winner and why, reply, facts, and every rule's verdict. `all`: the ordinary facts as well. */
export function explanation({ record, rules }: Explained, all: boolean): string {
  const { outcome, facts } = record;
  const about = outcome.kind === 'handoff' ? ` (${outcome.reason}), priority ${outcome.priority}, team ${outcome.team}` : '';
  const winner = rules.find(({ verdict }) => verdict === 'decides')?.rule;
  const beaten = rules.filter(({ rule, verdict }) => verdict === 'matched' && rule.moment === winner?.moment).map(({ rule }) => rule);
  const named = factsOf(facts).filter(({ usual }) => all || !usual);
  const also = (record.also ?? []).map(({ draft }) => replyText({ kind: 'answer', draft }));
  return [
    `${label('message')}${record.question}`,
    `${label('outcome')}${outcome.kind}${about}`,
    winner
      ? `${label('rule')}${winner.id}: ${winner.why.trim()}`
      : `${label('rule')}${record.ruleIds[0] ?? 'none matched, so a person answers'}`,
    ...(winner ? reasonsToWin(winner, beaten).map((why) => `${label('')}before ${why}`) : []),
    ...(record.fault ? [`${label('fault')}${record.fault}`] : []),
    ...article(record),
    ...[...also, replyText(outcome)].map((text) => `${label('reply')}(${facts.language}) ${text.replaceAll('\n', `\n${label('')}`)}`),
    ...named.map(({ name, value }, i) => `${label(i === 0 ? 'facts' : '')}${name} = ${shown(value)}`),
    ...(named.length === 0 ? [`${label('facts')}nothing special`] : []),
    ...(all ? [] : [`${label('')}(--all shows the ordinary ones, too)`]),
    ...(['before-draft', 'before-send'] as const).flatMap((moment) => [
      `${label(moment === 'before-draft' ? 'rules' : '')}${moment}`,
      ...rules.filter(({ rule }) => rule.moment === moment).map(line),
    ]),
  ].join('\n');
}

function article({ passages: [best], facts: { knowledge } }: TurnRecord): string[] {
  if (!best) return [];
  return [
    `${label('article')}${best.articleId}, confidence ${knowledge.confidence} of ${knowledge.threshold} needed (${knowledge.evidence})`,
  ];
}

const words: Record<RuleVerdict['verdict'], string> = {
  decides: 'DECIDES',
  matched: 'matched',
  no: 'no',
  lapsed: 'lapsed',
  'not-asked': 'not asked',
  failed: 'failed',
};

function line({ rule, verdict, missing }: RuleVerdict): string {
  const whys = missing.map(({ part, facts }) => {
    const values = Object.entries(facts).filter(([name]) => part !== name && part !== `!${name}`);
    return `${part} is false${values.length > 0 ? ` (${values.map(([name, value]) => `${name} is ${shown(value)}`).join(', ')})` : ''}`;
  });
  const why =
    verdict === 'not-asked' ? 'decided before a draft' : verdict === 'lapsed' ? `looked at until ${rule.review_by}` : whys.join('; ');
  return `${label('')}${words[verdict].padEnd(10)}${rule.id} -> ${rule.then.outcome}${why ? `: ${why}` : ''}`;
}
