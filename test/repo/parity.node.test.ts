import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { files, lines, sources, tests } from './files.ts';

/** Longer than this, a file decides something that can be wrong. */
const SMALL = 40;

/**
 * Files without a test of the same name, and the test that fails when they are wrong. Objects and routes are tested by
 * what a client sees of them, so one scenario covers several files.
 */
const ELSEWHERE: Record<string, string> = {
  'policy/check/all.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/check/cases.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/check/expressions.ts': 'test/policy/check/pairs.node.test.ts',
  'policy/check/invariants.ts': 'test/policy/cases.node.test.ts',
  'policy/check/matrix.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/check/rules.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/check/topics.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/check/wording.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/hazards.ts': 'test/policy/expression.node.test.ts',
  'policy/local/check.ts': 'test/policy/faults/faults.node.test.ts',
  'policy/local/explain.ts': 'test/policy/cli.node.test.ts',
  'worker/http/access-token.ts': 'test/worker/http/access.test.ts',
  'worker/http/customer.ts': 'test/worker/http/identity.test.ts',
  'worker/http/desk.ts': 'test/worker/http/identity.test.ts',
  'worker/http/sockets.ts': 'test/worker/http/frames.test.ts',
  'worker/http/staff.ts': 'test/worker/http/identity.test.ts',
  'worker/local/api.ts': 'test/worker/local/start.system.test.ts',
  'worker/local/build.ts': 'test/repo/budgets.node.test.ts',
  'worker/local/check.ts': '.ci/run',
  'worker/local/cli.ts': 'test/worker/local/start.system.test.ts',
  'worker/local/config.ts': 'test/repo/wrangler.node.test.ts',
  'worker/local/install.mjs': '.ci/run',
  'worker/local/populate.ts': 'test/worker/local/start.system.test.ts',
  'worker/local/processes.ts': 'test/worker/local/lock.node.test.ts',
  'worker/local/runtime.ts': 'test/worker/local/start.system.test.ts',
  'worker/local/seed.ts': 'test/worker/local/start.system.test.ts',
  'worker/local/supervise.ts': 'test/faults/kill.system.test.ts',
  'worker/ports/embed/static/build/corpus.ts': 'test/worker/ports/embed/static/build/wordnet.node.test.ts',
  'worker/ports/embed/static/build/figures.ts': 'test/worker/ports/embed/static/build/fit.node.test.ts',
  'worker/ports/embed/static/build/readme.ts': 'test/worker/ports/embed/static/build.node.test.ts',
  'worker/ports/embed/static/forward.ts': 'test/worker/ports/embed/static/encoder.node.test.ts',
  'worker/ports/embed/static/kernel-plain.ts': 'test/worker/ports/embed/static/kernel.node.test.ts',
  'worker/ports/embed/static/kernel-rows.as.ts': 'test/worker/ports/embed/static/kernel.node.test.ts',
  'worker/ports/embed/static/kernel.as.ts': 'test/worker/ports/embed/static/kernel.node.test.ts',
  'worker/ports/model/once.ts': 'test/worker/ports/model/call.node.test.ts',
  'worker/ports/model/port.ts': 'test/worker/ports/model/openai.node.test.ts',
  'worker/ports/model/tally.ts': 'test/worker/ports/model/call.node.test.ts',
  'worker/ports/notify/port.ts': 'test/worker/ports/notify/events.node.test.ts',
  'worker/protocol.ts': 'test/worker/http/frames.test.ts',
  'worker/protocol/conversation.ts': 'test/worker/http/frames.test.ts',
  'worker/protocol/desk.ts': 'test/worker/rooms/desk.test.ts',
  'worker/protocol/message.ts': 'test/worker/http/frames.test.ts',
  'worker/protocol/people.ts': 'test/worker/rooms/desk.test.ts',
  'worker/desk/matrix.ts': 'test/worker/http/matrix.test.ts',
  'worker/desk/matrix-schema.ts': 'test/worker/http/matrix.test.ts',
  'worker/records/turns.ts': 'test/worker/records/recorded.test.ts',
  'worker/records/matrix.ts': 'test/worker/http/matrix.test.ts',
  'worker/records/conversations/schema.ts': 'test/worker/http/history.test.ts',
  'worker/records/questions/schema.ts': 'test/worker/http/questions.test.ts',
  'worker/records/reviews/schema.ts': 'test/worker/http/reviews.test.ts',
  'worker/rooms/admission.ts': 'test/worker/rooms/sessions.test.ts',
  'worker/rooms/log-schema.ts': 'test/worker/http/log.test.ts',
  'worker/rooms/people-schema.ts': 'test/worker/rooms/people.test.ts',
  'worker/rooms/site-staff.ts': 'test/worker/rooms/sessions.test.ts',
  'worker/rooms/controls-schema.ts': 'test/worker/rooms/site-controls.test.ts',
  'worker/release/commands.ts': 'test/worker/release/cli.system.test.ts',
  'worker/release/gate-schema.ts': 'test/worker/release/gate.node.test.ts',
  'worker/release/upload.ts': 'test/worker/release/session.node.test.ts',
  'worker/turn/ground/align.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/checks/numbers.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/claim.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/claims.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/features.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/lexicon/build/build.ts': 'test/worker/turn/ground/lexicon.node.test.ts',
  'worker/turn/ground/lexicon/build/relations.ts': 'test/worker/turn/ground/lexicon.node.test.ts',
  'worker/turn/ground/number-words.ts': 'test/worker/turn/ground/quantities.node.test.ts',
  'worker/turn/ground/numerals.ts': 'test/worker/turn/ground/quantities.node.test.ts',
  'worker/turn/ground/polarity.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/reading.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/sources.ts': 'test/worker/turn/ground/ground.node.test.ts',
  'worker/turn/ground/units.ts': 'test/worker/turn/ground/quantities.node.test.ts',
  'worker/turn/ground/vocabulary.ts': 'test/worker/turn/ground/lexicon.node.test.ts',
  'worker/rooms/conversation-frames.ts': 'test/worker/http/frames.test.ts',
  'worker/rooms/conversation-store.ts': 'test/worker/rooms/delivery.test.ts',
  'worker/rooms/desk-floor.ts': 'test/worker/rooms/desk.test.ts',
  'worker/rooms/desk-frames.ts': 'test/worker/rooms/desk.test.ts',
  'worker/rooms/desk-news.ts': 'test/worker/rooms/desk.test.ts',
  'worker/rooms/desk-people.ts': 'test/worker/rooms/desk.test.ts',
  'worker/rooms/desk-types.ts': 'test/worker/rooms/desk.test.ts',
  'worker/rooms/limits.ts': 'test/worker/http/frames.test.ts',
  'worker/rooms/notices-schema.ts': 'test/worker/rooms/notices.test.ts',
  'worker/rooms/notices-store.ts': 'test/worker/rooms/notices.test.ts',
  'worker/rooms/refund-schema.ts': 'test/worker/http/refunds.test.ts',
  'worker/rooms/refund-store.ts': 'test/worker/rooms/refunds.test.ts',
  'worker/rooms/room.ts': 'test/worker/rooms/conversation.test.ts',
  'worker/rooms/site-cache.ts': 'test/worker/http/identity.test.ts',
  'worker/rooms/site-gates.ts': 'test/worker/rooms/site-releases.test.ts',
  'worker/rooms/site-schema.ts': 'test/worker/rooms/site.test.ts',
  'worker/rooms/sockets.ts': 'test/worker/rooms/delivery.test.ts',
  'worker/rooms/tickets.ts': 'test/worker/http/identity.test.ts',
  'worker/rooms/turns.ts': 'test/worker/rooms/conversation.test.ts',
  'worker/turn/ground/checks.ts': 'test/worker/turn/ground/ground.node.test.ts',
};

const stem = (path: string) => basename(path).replace(/(\.node|\.system|\.browser)?(\.test)?\.(ts|tsx|mjs)$/, '');

function hasTest(source: string): boolean {
  const named = tests.filter((path) => stem(path) === stem(source));
  const namesakes = sources.filter((path) => stem(path) === stem(source) && !path.endsWith('.css'));
  if (namesakes.length === 1) return named.length > 0;
  // Several files share the name: then the test's folder has to say which it means.
  return named.some((path) => basename(dirname(path)) === basename(dirname(source)));
}

test('every source file of some length has a test of its name, or names the one that covers it', () => {
  const asked = sources.filter((path) => /^(worker|policy|kb)\//.test(path) && lines(path) > SMALL);
  expect(asked.filter((path) => !hasTest(path) && !(path in ELSEWHERE))).toEqual([]);
});

test('every exception is needed, and its test exists', () => {
  const gone = Object.entries(ELSEWHERE).filter(([path, covers]) => !sources.includes(path) || hasTest(path) || !files.includes(covers));
  expect(gone).toEqual([]);
});
