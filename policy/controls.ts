import { peopleOnly } from './autonomy.ts';

/** A safeguard that matrix.yaml may name, with what enforces it. */
export interface Control {
  /** What it keeps from happening, in a line for the people who own an area. */
  words: string;
  /** Files that enforce it, from the top folder of the project. */
  sources: readonly string[];
  /** Tests that fail when it is not enforced. */
  tests: readonly string[];
  /** A word of the control's subject that each of those tests has to speak of. */
  subject: string;
}

/**
 * Every control there is. A matrix cannot name one that is not in here (`npm run policy -- check`), and nothing is in here
 * whose files do not exist or whose tests speak of something else (test/policy/controls.node.test.ts).
 */
export const controls: Readonly<Record<string, Control>> = {
  'kb-grounding': {
    words: 'Answers are approved articles or passages of them, word for word; anything else is blocked before it is sent.',
    sources: ['worker/turn/guard.ts', 'worker/turn/draft.ts', 'policy/rules/guard-blocked.yaml'],
    tests: ['test/worker/turn/guard.node.test.ts', 'test/worker/turn/turn.node.test.ts'],
    subject: 'approved',
  },
  'policy-constraints': {
    words: 'Every turn is decided by the rules of the release; where none permits an answer, a person gets the conversation.',
    sources: ['policy/evaluate.ts', 'worker/turn/turn.ts'],
    tests: ['test/policy/evaluate.node.test.ts', 'test/policy/cases.node.test.ts'],
    subject: 'rule',
  },
  'confidence-threshold': {
    words: 'An answer is given only from the confidence on that keeps the error budget; below it a person answers.',
    sources: ['worker/turn/knowledge.ts', 'worker/release/calibrate.ts', 'policy/rules/low-confidence.yaml'],
    tests: ['test/worker/release/calibrate.node.test.ts', 'test/worker/turn/knowledge.node.test.ts'],
    subject: 'threshold',
  },
  'human-only': {
    words: 'Nothing is drafted: the assistant says the approved acknowledgement and a person answers. No level at the desk changes that.',
    sources: ['policy/autonomy.ts', 'policy/rules/human-only-areas.yaml', 'policy/rules/privacy-requests-are-human-only.yaml'],
    tests: ['test/policy/autonomy.node.test.ts', 'test/worker/rooms/site-controls.test.ts'],
    subject: 'human-only',
  },
  'mandatory-escalation': {
    words: 'Danger goes to the top of the queue at once, before any other rule, and the assistant is silent after it.',
    sources: ['policy/rules/safety-goes-to-people.yaml', 'policy/autonomy.ts', 'worker/rooms/machine.ts'],
    tests: ['test/policy/autonomy.node.test.ts', 'test/worker/rooms/pause.test.ts', 'test/worker/turn/turn.node.test.ts'],
    subject: 'safety',
  },
  'money-limit': {
    words: 'A refund above a declared limit is decided by somebody who may, never by its requester, and never paid twice.',
    sources: ['worker/rooms/refunds.ts', 'worker/rooms/refund-limits.ts', 'policy/refunds.yaml'],
    tests: [
      'test/worker/rooms/refunds.test.ts',
      'test/worker/rooms/refund-limits.node.test.ts',
      'test/worker/rooms/refund-property.test.ts',
    ],
    subject: 'limit',
  },
  'qa-sampling': {
    words: 'A share of turns is drawn for review when they are decided; too many defects take the area a level down.',
    sources: ['worker/qa/sampling.ts', 'worker/qa/budget.ts', 'worker/rooms/site-controls.ts'],
    tests: ['test/worker/qa/sampling.node.test.ts', 'test/worker/qa/budget.node.test.ts'],
    subject: 'review',
  },
};

/** Controls of a matrix that nothing enforces, and levels that contradict their controls, each with what to do. */
export function controlProblems(areas: readonly { id: string; autonomy: string; controls: readonly string[] }[]): string[] {
  const known = Object.keys(controls);
  return areas.flatMap(({ id, autonomy, controls: named }) => [
    ...(id === 'all' ? ['matrix.yaml: area "all": the desk calls everything so; give it another id.'] : []),
    ...named
      .filter((control) => !Object.hasOwn(controls, control))
      .map(
        (control) =>
          `matrix.yaml: area "${id}": nothing enforces the control "${control}"; take it out, or use one of ${known.join(', ')}.`,
      ),
    ...named
      .filter((control) => peopleOnly.includes(control) && autonomy !== 'human-only')
      .map((control) => `matrix.yaml: area "${id}": the control "${control}" leaves it to people; set autonomy to human-only.`),
  ]);
}
