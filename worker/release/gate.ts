import { factsWith, type PolicyCase } from '../../policy/case.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Gates } from '../../policy/gates.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import { memoryOrders } from '../ports/orders/memory.ts';
import { sampleOrders } from '../ports/orders/sample.ts';
import { runCase } from '../turn/simulate/run.ts';
import type { Checks, Golden } from './checks.ts';
import { addDifferences } from './differences.ts';
import type { Engine } from './engine.ts';
import type { Failure, Gate } from './gate-schema.ts';
import { type Player, type Recorded, replay } from './replay.ts';

/** As many as one reads; the counts tell of the rest. */
const shown = 50;

/** What a gate needs beside the release. It knows no HTTP and no storage. */
export interface GatePorts {
  engine: Engine;
  checks: Checks;
  gates: Gates;
  embed: EmbedPort;
  /** The recorded turns of a conversation, in order. */
  recorded: (conversation: string) => Promise<Recorded[]>;
  /** Makes a conversation with either release; `active` is null when there is nothing to compare with. */
  candidate: () => Player;
  active: (() => Player) | null;
  now: () => Date;
}

export interface Start extends Pick<Gate, 'id' | 'by' | 'against'> {
  conversations: string[];
  note: string;
}

export function startGate({ id, by, against, conversations, note }: Start, { cases, golden }: Checks, now: Date): Gate {
  return {
    id,
    by,
    startedAt: now.toISOString(),
    finishedAt: null,
    against,
    verdict: 'running',
    done: 0,
    total: cases.length + golden.length + conversations.length,
    problems: [],
    failures: [],
    cases: { total: cases.length, asked: 0, failed: 0, skipped: 0 },
    golden: { total: golden.length, asked: 0, answered: 0, wrong: 0, skipped: 0 },
    replay: { conversations, turns: 0, changed: 0, note, differences: [] },
  };
}

/** Takes some steps, and says the verdict after the last. The gate it was given is left as it was. */
export async function advanceGate(before: Gate, ports: GatePorts, limits: { steps: number; ms: number }): Promise<Gate> {
  const gate = structuredClone(before);
  const began = ports.now().getTime();
  const { cases, golden } = ports.checks;
  for (let taken = 0; gate.done < gate.total && taken < limits.steps; taken++) {
    const one = cases[gate.done];
    const question = golden[gate.done - cases.length];
    const conversation = gate.replay.conversations[gate.done - cases.length - golden.length];
    if (one) await askCase(gate, one, ports);
    else if (question) await askGolden(gate, question, ports);
    else if (conversation !== undefined) await compare(gate, conversation, ports);
    gate.done++;
    // Deployed clocks stand still between waits, which is why steps are limited as well.
    if (ports.now().getTime() - began >= limits.ms) break;
  }
  return gate.done < gate.total ? gate : { ...gate, ...verdictOf(gate, ports.gates), finishedAt: ports.now().toISOString() };
}

const dayOf = ({ gates, now }: GatePorts): Date => (gates.day === null ? now() : new Date(`${gates.day}T10:00:00Z`));
const knows = ({ engine }: GatePorts, article: string | null | undefined) => !article || engine.articles.has(article);

async function askCase(gate: Gate, one: PolicyCase, ports: GatePorts): Promise<void> {
  if (!knows(ports, one.article)) {
    gate.cases.skipped++;
    return;
  }
  gate.cases.asked++;
  const got = await outcomeOf(one, ports);
  if (got.outcome === one.outcome && got.rule === one.rule) return;
  gate.cases.failed++;
  fail(gate, {
    check: 'policy-case',
    name: `${one.rule}/${one.outcome}/${one.name}`,
    expected: `${one.outcome} by ${one.rule}`,
    got: `${got.outcome} by ${got.rule || 'no rule'}`,
  });
}

async function outcomeOf(one: PolicyCase, ports: GatePorts): Promise<{ outcome: string; rule: string }> {
  const { engine, embed } = ports;
  const day = dayOf(ports);
  if ('facts' in one) {
    const facts = factsWith(one.facts);
    const moment = engine.policy.rules.find(({ id }) => id === one.rule)?.moment;
    if (!facts.success) return { outcome: 'facts that do not exist', rule: '' };
    if (!moment) return { outcome: 'nothing, the rule is not there', rule: '' };
    const { outcome, ruleIds } = evaluate(engine.rules, moment, facts.data, day.toISOString().slice(0, 10));
    return { outcome, rule: ruleIds[0] ?? '' };
  }
  const asked = { id: one.name, messages: one.messages, locale: one.locale ?? 'en' };
  const { outcome, ruleIds, reply } = await runCase(engine, embed, memoryOrders(sampleOrders(day)), asked, day);
  return { outcome: reply === '' ? `${outcome} without words` : outcome, rule: ruleIds[0] ?? '' };
}

/** Wrong is an answer with another article, and any answer to what no article knows. */
async function askGolden(gate: Gate, question: Golden, ports: GatePorts): Promise<void> {
  const right = [question.expect?.article ?? [], ...question.also].flat();
  // Another shop's questions say nothing of this knowledge, and neither does what that shop cannot answer.
  const foreign = !ports.checks.golden.some(({ expect }) => expect?.article && knows(ports, expect.article));
  if (foreign || (right.length > 0 && !right.some((article) => knows(ports, article)))) {
    gate.golden.skipped++;
    return;
  }
  gate.golden.asked++;
  const { outcome, article } = await runCase(ports.engine, ports.embed, memoryOrders([]), question, dayOf(ports));
  if (outcome !== 'answer') return;
  gate.golden.answered++;
  if (right.includes(article ?? '')) return;
  gate.golden.wrong++;
  fail(gate, {
    check: 'golden',
    name: question.id,
    expected: right.length > 0 ? `article ${right.join(' or ')}` : 'no answer',
    got: `article ${article ?? 'none'}`,
  });
}

async function compare(gate: Gate, conversation: string, { recorded, candidate, active }: GatePorts): Promise<void> {
  if (active === null) return;
  const compared = await replay(await recorded(conversation), active(), candidate());
  gate.replay.turns += compared.length;
  const differing = compared.filter(({ change }) => change !== null);
  gate.replay.changed += differing.length;
  gate.replay.differences = addDifferences(gate.replay.differences, compared);
}

function fail(gate: Gate, failure: Failure): void {
  if (gate.failures.length < shown) gate.failures.push(failure);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function verdictOf({ cases, golden }: Gate, gates: Gates): Pick<Gate, 'verdict' | 'problems'> {
  const problems: string[] = [];
  // A release that nothing was asked of has shown nothing.
  if (cases.asked === 0) problems.push('No policy case was asked. Build the release with the cases of its policy folder (policy/cases).');
  if (cases.failed > 0) problems.push(`${cases.failed} of ${cases.asked} policy cases come out otherwise than they say.`);
  if (golden.wrong > golden.answered * gates.golden_wrong)
    problems.push(
      `${golden.wrong} of ${golden.answered} answers to golden questions are wrong (${percent(golden.wrong / golden.answered)}); ${percent(gates.golden_wrong)} may be.`,
    );
  const answered = golden.asked === 0 ? 0 : golden.answered / golden.asked;
  if (golden.asked > 0 && answered < gates.golden_answered_min)
    problems.push(`${percent(answered)} of golden questions are answered; it must be ${percent(gates.golden_answered_min)}.`);
  return { verdict: problems.length === 0 ? 'passed' : 'failed', problems };
}
