import { notFound, Problem } from '../errors.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import { remembering } from '../ports/embed/remember.ts';
import { d1Orders } from '../ports/orders/d1.ts';
import type { OrdersPort } from '../ports/orders/port.ts';
import type { Order } from '../ports/orders/schema.ts';
import { turnPorts } from '../ports/turn-ports.ts';
import { recordedConversations, recordedTurns } from '../records/recorded.ts';
import { type Checks, decodeChecks } from '../release/checks.ts';
import type { Engine } from '../release/engine.ts';
import { advanceGate, startGate } from '../release/gate.ts';
import type { Gate } from '../release/gate-schema.ts';
import { loadEngine } from '../release/load.ts';
import { player } from '../release/replay.ts';
import { randomId } from '../rooms/random.ts';
import type { StaffSession } from '../rooms/site-schema.ts';
import { turn } from '../turn/turn.ts';

/** One call's share: well below what a request may take, and often enough for a progress bar. */
const limits = { steps: 50, ms: 2_000 };

type Who = Pick<StaffSession, 'site' | 'id' | 'name'>;

/** Goes on with the gate of a release, or starts it; `again` starts over. Says how far it is. */
export async function runGate(env: Env, who: Who, hash: string, again: boolean): Promise<Gate> {
  const site = env.SITE.getByName(who.site);
  const entry = (await site.releases()).find((one) => one.hash === hash);
  if (!entry) throw new Problem(404, 'unknown', 'There is no release with this hash. Upload it first: npm run release -- upload.');
  const engine = await readable(env, hash);
  const checks = checksOf(engine);
  const [seen, active] = [await site.gate(hash), (await site.snapshot())?.release ?? null];
  const ended = seen !== null && seen.verdict !== 'running';
  if (ended && !again) return seen;
  if (ended && entry.active) throw new Problem(409, 'active', 'This release is active; its gate has said what it had to say.');
  const { gates } = engine.policy.matrix.defaults;
  // What was left halfway is gone on with, unless it compares with a release that is active no more.
  const goesOn = seen !== null && !again && seen.against === active;
  const gate = goesOn ? seen : await begin(env, who, active, checks, gates.replayed);
  // Read anew in each share: the isolate may have dropped it meanwhile.
  const compares = gate.against !== null && gate.replay.conversations.length > 0;
  const against = compares ? await loadEngine(env, gate.against ?? '') : null;
  const embedders = watched(env, who.site);
  const next = await advanceGate(
    gate,
    {
      engine,
      checks,
      gates,
      embed: await embedders.of(engine),
      recorded: (conversation) => recordedTurns(env.DB, who.site, conversation),
      ...(await players(env, who.site, engine, against, embedders)),
      now: () => new Date(),
    },
    limits,
  );
  // A release is judged by its embedder's answers, not by their absence. Nothing of this share is kept.
  const fault = embedders.fault();
  if (fault !== null) throw new Problem(503, 'embedder', `The embedder did not answer: ${fault}. Nothing was counted; go on in a moment.`);
  const kept = await site.keepGate(hash, next, seen);
  if (!kept) throw notFound();
  return kept;
}

/** A release as this worker would run it. */
export async function readable(env: Env, hash: string): Promise<Engine> {
  try {
    return await loadEngine(env, hash);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw new Problem(409, 'unreadable', `This worker cannot read the release: ${why}. Build and upload it again.`, { cause });
  }
}

function checksOf(engine: Engine): Checks {
  const checks = decodeChecks(engine.checks);
  if (checks.ok) return checks.value;
  throw new Problem(409, 'unreadable', `What the gate of this release asks ${checks.problem}. Build and upload it again.`);
}

async function begin(env: Env, { site, id, name }: Who, active: string | null, checks: Checks, replayed: number): Promise<Gate> {
  const comparable = active === null ? null : await loadEngine(env, active).catch(() => null);
  const note =
    active === null
      ? 'No release is active, so there is nothing to compare with.'
      : comparable === null
        ? 'This worker cannot read the active release, so there is nothing to compare with.'
        : '';
  const conversations = comparable === null ? [] : await recordedConversations(env.DB, site, replayed);
  return startGate({ id: randomId(12), by: { id, name }, against: active, conversations, note }, checks, new Date());
}

type Embedders = ReturnType<typeof watched>;

/** The embedders of this share. A port tells by a changed name that it failed. */
function watched(env: Env, site: string) {
  const made: { port: EmbedPort; name: string }[] = [];
  return {
    async of(engine: Engine): Promise<EmbedPort> {
      const { embed: port } = await turnPorts(env, site, engine);
      made.push({ port, name: port.name });
      return remembering(port);
    },
    fault: () => made.find(({ port, name }) => port.name !== name)?.port.name ?? null,
  };
}

/** Both releases meet the same orders, and neither changes anything. */
async function players(env: Env, site: string, candidate: Engine, active: Engine | null, embedders: Embedders) {
  const at = new Date();
  const orders = once(d1Orders(env.DB));
  const lookups = { reserve: async () => ({ allowed: true, left: 1, release: async () => {} }) };
  const playerOf = async (engine: Engine) => {
    const ports = { engine, embed: await embedders.of(engine), orders, lookups };
    return () =>
      player(({ id, question, context }) =>
        turn({ id: `gate-${id}`, conversationId: 'gate', site, question, context, identity: null, at }, ports),
      );
  };
  return { candidate: await playerOf(candidate), active: active && (await playerOf(active)) };
}

function once(orders: OrdersPort): OrdersPort {
  const known = new Map<string, Promise<Order | null>>();
  return {
    name: orders.name,
    find(site, number, email) {
      const key = `${number}\n${email}`;
      const found = known.get(key) ?? orders.find(site, number, email);
      known.set(key, found);
      return found;
    },
  };
}
