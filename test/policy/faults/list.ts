import type { Files } from './base.ts';

/** A mistake that somebody can make in a policy, and what has to be said about it. */
export interface Fault {
  name: string;
  kind: string;
  /** The file the problem is in. */
  file: string;
  /** Words of the line it stands in; the first line where there are none. */
  line?: string;
  says: RegExp;
  plant: (files: Files) => void;
}

/** One replacement in one file. */
const replace =
  (file: string, from: string, to: string) =>
  (files: Files): void => {
    const text = files[file] ?? '';
    if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
    files[file] = text.replace(from, () => to);
  };
const append =
  (file: string, text: string) =>
  (files: Files): void => {
    files[file] += text;
  };
const write =
  (file: string, text: string) =>
  (files: Files): void => {
    files[file] = text;
  };
const remove = (file: string) => (files: Files) => {
  delete files[file];
};

/** Another expression for the rule `upset`, on the second line of its block. */
const when = (expression: string) =>
  replace(
    'rules/upset.yaml',
    '  sentiment.negative &&\n  conversation.returnedFrom != "negative-sentiment"',
    `  sentiment.negative &&\n  ${expression}`,
  );
const rule = (id: string, expression: string, then: string) => (files: Files) => {
  files[`rules/${id}.yaml`] =
    `id: ${id}\ntitle: ${id}\nversion: 1\nmoment: before-draft\nwhen: ${expression}\nthen:\n  outcome: ${then}\nwhy: Because a test needs it.\n`;
  const outcome = then.split('\n')[0];
  for (const i of [1, 2, 3]) files[`cases/${id}/${outcome}/case-${i}.json`] = `{ "facts": { "conversation": { "turns": ${i} } } }\n`;
};
const upset = 'rules/upset.yaml';

const prompt = (message: string) =>
  `id: second\nversion: 1\ntitle: Second opinion\ninstructions: Say which categories this message belongs to.\nmessage: '${message}'\ncases: []\n`;
const replies = (en: string | null, de: string) =>
  `version: 1\nreplies:\n  - id: hello\n    title: Hello\n    texts: { ${en === null ? '' : `en: '${en}', `}de: '${de}' }\n`;
const clashing = rule('third-time', 'conversation.failures >= 2', 'handoff\n  reason: repeated-failure\n  priority: 2');

/** A queue of one team, with one thing in it changed. */
const queueFile = (from = '', to = '') => {
  const text = `version: 1
hours:
  office:
    time_zone: Europe/Lisbon
    week: { mon: ["09:00-17:00"] }
teams:
  - { id: care, title: Care, hours: office }
promised:
  - { when: { priorities: [1] }, first: 2, next: 5, resolution: 60 }
  - { first: 10, next: 15, resolution: 480 }
nearing: 0.8
routing:
  - { id: german, when: { languages: [de] }, skills: [de] }
assignment: { mode: pull, wrap_up_seconds: 0 }
`;
  if (!text.includes(from)) throw new Error(`the queue has no "${from}"`);
  return write(
    'queue.yaml',
    text.replace(from, () => to),
  );
};
const queueFault = (name: string, says: RegExp, from: string, to: string, line?: string): Fault => ({
  name,
  kind: 'queue',
  file: 'queue.yaml',
  ...(line !== undefined && { line }),
  says,
  plant: queueFile(from, to),
});

export const faults: Fault[] = [
  // The live queue
  queueFault(
    'a team with hours that are not there',
    /team "care" has the hours "nights".*add them to hours/,
    'hours: office }',
    'hours: nights }',
  ),
  queueFault('a routing rule to a team that is not there', /"german" names the team "gremany"/, 'skills: [de]', 'team: gremany'),
  queueFault('a routing rule about an area that is not there', /names the area "gardens"/, 'languages: [de]', 'areas: [gardens]'),
  queueFault('hours that never open', /the hours "office" never open/, '["09:00-17:00"]', '[]'),
  queueFault(
    'no promised time for everything else',
    /the last line of promised has a condition/,
    '  - { first: 10, next: 15, resolution: 480 }\n',
    '',
  ),
  {
    ...queueFault('a time zone that is not there', /is no time zone like Europe\/Lisbon/, 'Europe/Lisbon', 'Europe/Atlantis', 'Atlantis'),
    kind: 'schema',
  },
  {
    ...queueFault('a range that ends before it begins', /ends before it begins/, '09:00-17:00', '22:00-02:00', '22:00'),
    kind: 'schema',
  },

  // YAML and schema
  {
    name: 'YAML that cannot be read',
    kind: 'yaml',
    file: upset,
    line: 'title: Rule: upset',
    says: /no YAML.*; look at the indentation/,
    plant: replace(upset, 'title: Rule upset', 'title: Rule: upset'),
  },
  {
    name: 'a value that YAML reads as a tag',
    kind: 'yaml',
    file: upset,
    line: 'when: !sentiment',
    says: /no YAML.*; correct the line; quote/,
    plant: (files) => write(upset, (files[upset] ?? '').replace(/when: >-\n.*\n.*/, 'when: !sentiment.negative'))(files),
  },
  {
    name: 'an unknown key',
    kind: 'schema',
    file: upset,
    line: '  priorty: 2',
    says: /there is no "priorty".*; correct the name/,
    plant: replace(upset, 'priority', 'priorty'),
  },
  {
    name: 'a value of another type',
    kind: 'schema',
    file: upset,
    line: 'version: one',
    says: /version: .*number/,
    plant: replace(upset, 'version: 1', 'version: one'),
  },
  {
    name: 'a value outside its list',
    kind: 'schema',
    file: 'matrix.yaml',
    line: 'autonomy: autpilot',
    says: /autonomy: .*"autopilot".*; use one of those/,
    plant: replace('matrix.yaml', 'autonomy: autopilot', 'autonomy: autpilot'),
  },
  {
    name: 'a missing key',
    kind: 'schema',
    file: upset,
    says: /moment: is missing; write it/,
    plant: replace(upset, 'moment: before-draft\n', ''),
  },
  { name: 'a missing file', kind: 'file', file: 'matrix.yaml', says: /there is no such file; write it/, plant: remove('matrix.yaml') },
  // Expressions
  { name: 'CEL that cannot be parsed', kind: 'syntax', file: upset, line: 'area = "faqs"', says: /no CEL/, plant: when('area = "faqs"') },
  {
    name: 'types that do not fit',
    kind: 'type',
    file: upset,
    line: 'area == 3',
    says: /no such overload: string == int; compare values of one type/,
    plant: when('area == 3'),
  },
  {
    name: 'a fact that is not there',
    kind: 'unknown-fact',
    file: upset,
    line: 'sentimnt',
    says: /no such fact.*sentimnt; use a name of factsSchema/,
    plant: when('sentimnt.negative'),
  },
  {
    name: 'a field that is not there',
    kind: 'unknown-fact',
    file: upset,
    line: 'order.needs',
    says: /no such fact.*needs/,
    plant: when('order.needs'),
  },
  {
    name: 'an expression that is not true or false',
    kind: 'not-boolean',
    file: upset,
    line: 'knowledge.confidence',
    says: /double, not true or false; compare it/,
    plant: (files) => write(upset, (files[upset] ?? '').replace(/ {2}sentiment.negative &&\n.*/, '  knowledge.confidence'))(files),
  },
  {
    name: 'a division that can fail',
    kind: 'throws',
    file: upset,
    line: '10 / conversation.turns',
    says: /divides by zero; divide by a number/,
    plant: when('10 / conversation.turns > 2'),
  },
  {
    name: 'an index outside its list',
    kind: 'throws',
    file: upset,
    line: 'order.missing[0]',
    says: /index outside the list.*; ask with "in"/,
    plant: when('order.missing[0] == "email"'),
  },
  {
    name: 'a comparison with null',
    kind: 'throws',
    file: upset,
    line: 'null',
    says: /no fact is null.*; compare with ""/,
    plant: when('null == null'),
  },
  {
    name: 'a conversion that can fail',
    kind: 'throws',
    file: upset,
    line: 'int(order.reference)',
    says: /int\(\) fails on some values.*; use one of/,
    plant: when('int(order.reference) > 1'),
  },
  {
    name: 'a loop in a loop',
    kind: 'loops',
    file: upset,
    line: 'order.missing.all',
    says: /every pair of the list; write them beside each other/,
    plant: when('order.missing.all(a, order.missing.exists(b, a != b))'),
  },
  {
    name: 'a regular expression',
    kind: 'loops',
    file: upset,
    line: 'matches',
    says: /very long on some texts; use contains/,
    plant: when('order.reference.matches("(a+)+$")'),
  },
  {
    name: 'an expression without an end',
    kind: 'loops',
    file: upset,
    line: '((((((((',
    says: /too large.*; keep it below/,
    plant: when(`${'('.repeat(40)}asksForHuman${')'.repeat(40)}`),
  },
  {
    name: 'false',
    kind: 'never-true',
    file: upset,
    says: /never matches; look for parts that contradict/,
    line: 'sentiment.negative &&',
    plant: when('false'),
  },
  {
    name: 'two areas at once',
    kind: 'never-true',
    file: upset,
    line: 'sentiment.negative &&',
    says: /can never be true/,
    plant: when('area == "faqs" && area == "refunds"'),
  },
  {
    name: 'a number below and above another',
    kind: 'never-true',
    file: upset,
    line: 'sentiment.negative &&',
    says: /can never be true/,
    plant: when('conversation.turns > 5 && conversation.turns < 3'),
  },
  {
    name: 'a fact of the draft before there is one',
    kind: 'never-true',
    file: upset,
    line: 'sentiment.negative &&',
    says: /facts of the draft are asked before-send/,
    plant: when('guard.passed'),
  },
  {
    name: 'an area that is not in the matrix',
    kind: 'unknown-value',
    file: upset,
    line: '"taxes"',
    says: /area is never "taxes"; use "routine"/,
    plant: when('area == "taxes"'),
  },
  {
    name: 'a reason that is not on the list',
    kind: 'unknown-value',
    file: upset,
    line: '"anger"',
    says: /conversation.returnedFrom is never "anger"/,
    plant: when('!(conversation.returnedFrom in ["paused", "anger"])'),
  },
  {
    name: 'a topic that is not there',
    kind: 'unknown-value',
    file: upset,
    line: '"refund"',
    says: /topic.id is never "refund"/,
    plant: when('topic.id == "refund"'),
  },
  {
    name: 'a rule for every message',
    kind: 'always-true',
    file: upset,
    line: 'paused || !paused',
    says: /matches every message; say when/,
    plant: (files) => write(upset, (files[upset] ?? '').replace(/ {2}sentiment.negative &&\n.*/, '  paused || !paused'))(files),
  },
  {
    name: 'a rule behind a stricter one',
    kind: 'unreachable',
    file: 'rules/greets.yaml',
    line: 'when:',
    says: /rules\/stops\.yaml \(handoff\) matches too.*; narrow one/,
    plant: (files) => {
      rule('greets', 'smalltalk == "hello" && asksForHuman', 'answer')(files);
      rule('stops', 'asksForHuman', 'handoff\n  reason: customer-request')(files);
    },
  },
  {
    name: 'two rules that clash',
    kind: 'clash',
    file: 'rules/third-time.yaml',
    line: 'then:',
    says: /clashes with rules\/upset\.yaml: both match where .*conversation.failures is 2.*; give one another priority, or write "over: \[upset\]"/,
    plant: clashing,
  },
  {
    name: 'two rules that both go before the other',
    kind: 'clash',
    file: 'rules/third-time.yaml',
    line: 'then:',
    says: /clashes with rules\/upset/,
    plant: (files) => {
      clashing(files);
      append('rules/third-time.yaml', 'over: [upset]\n')(files);
      append(upset, 'over: [third-time]\n')(files);
    },
  },
  {
    name: 'a rule before one that is not there',
    kind: 'unknown-rule',
    file: upset,
    line: 'over: [upsett]',
    says: /upsett.*not there; take it out/,
    plant: append(upset, 'over: [upsett]\n'),
  },
  // What a rule ends in
  {
    name: 'a handoff without a reason',
    kind: 'no-reason',
    file: upset,
    line: 'outcome: handoff',
    says: /a handoff needs a reason; write "reason:"/,
    plant: replace(upset, '  reason: negative-sentiment\n', ''),
  },
  {
    name: 'a decline without words',
    kind: 'no-words',
    file: 'rules/trick.yaml',
    line: 'outcome: decline',
    says: /needs approved words; write "say:"/,
    plant: rule('trick', 'injection.matched', 'decline'),
  },
  {
    name: 'words that nobody approved',
    kind: 'unknown-words',
    file: upset,
    line: 'say: care.angry',
    says: /no approved text "care.angry"; add it to every file/,
    plant: replace(upset, 'care.upset', 'care.angry'),
  },
  {
    name: 'a reason for an answer',
    kind: 'unused',
    file: 'rules/speaks.yaml',
    line: 'reason: safety',
    says: /means something for a handoff only; take it out/,
    plant: replace('rules/speaks.yaml', 'outcome: answer\n', 'outcome: answer\n  reason: safety\n'),
  },
  // Wording
  {
    name: 'a translation without its placeholder',
    kind: 'placeholder',
    file: 'wording/de.yaml',
    line: 'order.card',
    says: /"order.card" lacks \{number\}; put \{number\}/,
    plant: replace('wording/de.yaml', ' {number}', ''),
  },
  {
    name: 'a placeholder that nothing fills',
    kind: 'placeholder',
    file: 'wording/de.yaml',
    line: 'order.card',
    says: /has \{nummer\}, which nothing fills; use "\{number\}"/,
    plant: replace('wording/de.yaml', '{number}', '{number} {nummer}'),
  },
  {
    name: 'a brace that is open',
    kind: 'placeholder',
    file: 'wording/en.yaml',
    line: 'greeting',
    says: /brace that belongs to no placeholder; write placeholders as \{name\}/,
    plant: replace('wording/en.yaml', 'words of greeting', 'words of { name } greeting'),
  },
  {
    name: 'a text that is not translated',
    kind: 'untranslated',
    file: 'wording/de.yaml',
    line: 'texts:',
    says: /"care.upset" is missing; translate it from wording\/en\.yaml/,
    plant: replace('wording/de.yaml', '  care.upset: de words of care.upset\n', ''),
  },
  {
    name: 'a text that nobody says',
    kind: 'unknown-key',
    file: 'wording/de.yaml',
    line: 'care.upsett',
    says: /has no "care.upsett".*; correct the key/,
    plant: append('wording/de.yaml', '  care.upsett: de words\n'),
  },
  {
    name: 'a text that every policy needs',
    kind: 'missing-words',
    file: 'wording/en.yaml',
    says: /missing "greeting"; add the approved text/,
    plant: (files) => {
      for (const locale of ['en', 'de']) replace(`wording/${locale}.yaml`, `  greeting: ${locale} words of greeting\n`, '')(files);
    },
  },
  // Matrix
  {
    name: 'a control that nothing enforces',
    kind: 'control',
    file: 'matrix.yaml',
    line: 'good-will',
    says: /nothing enforces the control "good-will"; /,
    plant: replace('matrix.yaml', 'controls: [kb-grounding]', 'controls: [good-will]'),
  },
  {
    name: 'a level above what a control allows',
    kind: 'control',
    file: 'matrix.yaml',
    says: /leaves it to people; set autonomy to human-only/,
    line: 'controls: [human-only]',
    plant: replace('matrix.yaml', 'controls: [kb-grounding]', 'controls: [human-only]'),
  },
  {
    name: 'an area that is there twice',
    kind: 'area-twice',
    file: 'matrix.yaml',
    says: /area "faqs" is there twice; join the two/,
    plant: (files) => append('matrix.yaml', /( {2}- id: faqs\n(?: {4}.*\n)+)/.exec(files['matrix.yaml'] ?? '')?.[1] ?? '')(files),
  },
  {
    name: 'an area that is missing',
    kind: 'area-missing',
    file: 'matrix.yaml',
    says: /area "triage" is missing; add its block/,
    plant: (files) => write('matrix.yaml', (files['matrix.yaml'] ?? '').replace(/ {2}- id: triage\n(?: {4}.*\n)+/, ''))(files),
  },
  {
    name: 'a language to fall back on that has no words',
    kind: 'fallback-locale',
    file: 'matrix.yaml',
    line: 'fallback_locales',
    says: /names "fi", which has no wording; use "en" or "de"/,
    plant: replace('matrix.yaml', 'de: [en]', 'de: [fi]'),
  },
  {
    name: 'a share of false alarms of no topic',
    kind: 'unknown-topic',
    file: 'matrix.yaml',
    line: 'refunds: { ordinary',
    says: /names "refunds", which is no topic; use the id/,
    plant: replace('matrix.yaml', 'areas:\n', '  false_alarms:\n    refunds: { ordinary: 0.1, near: 0.1 }\nareas:\n'),
  },
  // Topics and examples
  {
    name: 'a pattern that is no regular expression',
    kind: 'topic-pattern',
    file: 'topics/refund-request.yaml',
    line: "- '(money back",
    says: /"\(money back" is not a valid regular expression.*; correct the pattern/,
    plant: replace('topics/refund-request.yaml', "'money back'", "'(money back'"),
  },
  {
    name: 'a class that patterns cannot use',
    kind: 'topic-pattern',
    file: 'topics/refund-request.yaml',
    line: 'guarantee',
    says: /class other than \\p\{L\}; use/,
    plant: replace('topics/refund-request.yaml', 'money back guarantee', 'money back\\p{Lu}guarantee'),
  },
  {
    name: 'a pattern that finds everything',
    kind: 'topic-pattern',
    file: 'topics/refund-request.yaml',
    line: "- '(?:money back",
    says: /finds the empty text.*; make a part/,
    plant: replace('topics/refund-request.yaml', "'money back'", "'(?:money back)?'"),
  },
  {
    name: 'an example that is not recognized',
    kind: 'topic-example',
    file: 'topics/refund-request.yaml',
    line: 'examples:',
    says: /"reimburse" is not recognized; write a pattern/,
    plant: replace('topics/refund-request.yaml', '"Geld zurück"', '"reimburse"'),
  },
  {
    name: 'a topic in an area that is not there',
    kind: 'topic-area',
    file: 'topics/refund-request.yaml',
    line: 'area: money',
    says: /area "money" is not in matrix\.yaml; use one of routine/,
    plant: replace('topics/refund-request.yaml', 'area: refunds', 'area: money'),
  },
  {
    name: 'a topic without an area',
    kind: 'topic-area',
    file: 'topics/refund-request.yaml',
    line: 'kind: topic',
    says: /a topic needs an area; write "area:"/,
    plant: replace('topics/refund-request.yaml', 'area: refunds\n', ''),
  },
  {
    name: 'a topic that nothing recognizes',
    kind: 'topic-empty',
    file: 'topics/account-change.yaml',
    line: 'patterns: {}',
    says: /nothing recognizes this topic; write patterns, or examples/,
    plant: remove('examples/account-change.yaml'),
  },
  {
    name: 'small talk that has no answer',
    kind: 'smalltalk',
    file: 'topics/weather.yaml',
    says: /"weather" is no small talk.*; use one of hello/,
    plant: write('topics/weather.yaml', 'id: weather\ntitle: Weather\nkind: smalltalk\npatterns: { en: [sunny] }\n'),
  },
  {
    name: 'examples of no topic',
    kind: 'example-topic',
    file: 'examples/weather.yaml',
    says: /there is no topic "weather"; write topics\/weather\.yaml/,
    plant: write('examples/weather.yaml', 'topic: weather\nlike: { en: [sunny] }\n'),
  },
  {
    name: 'an example that is like and unlike',
    kind: 'example-both',
    file: 'examples/account-change.yaml',
    line: '    - Change my name',
    says: /in like and in unlike; decide which/,
    plant: append('examples/account-change.yaml', '    - Change my name\n'),
  },
  {
    name: 'an example that is there twice',
    kind: 'example-twice',
    file: 'examples/ordinary.yaml',
    says: /"do you sell tents" is there twice; take one out/,
    plant: append('examples/ordinary.yaml', '    - do you sell tents\n'),
  },
  // Names
  {
    name: 'an id that two files share',
    kind: 'id-twice',
    file: upset,
    says: /the id "upset" is used twice; rename one/,
    line: 'id: upset',
    plant: (files) => write('rules/sad.yaml', files[upset] ?? '')(files),
  },
  {
    name: 'a file that is not named by its id',
    kind: 'file-name',
    file: 'topics/refunds.yaml',
    says: /id "refund-request" is not the name of the file; rename the file to refund-request\.yaml/,
    plant: (files) => {
      write('topics/refunds.yaml', files['topics/refund-request.yaml'] ?? '')(files);
      remove('topics/refund-request.yaml')(files);
    },
  },
  // Replies of the desk
  {
    name: 'a reply with a placeholder that nothing fills',
    kind: 'replies',
    file: 'replies.yaml',
    line: '  - id: hello',
    says: /"hello" \(en\) has \{custmer\}, which nothing fills; use one of \{customer\}/,
    plant: write('replies.yaml', replies('Hello {custmer}', 'Hallo')),
  },
  {
    name: 'a reply with a loose brace',
    kind: 'replies',
    file: 'replies.yaml',
    says: /"hello" \(en\) has a brace that belongs to no placeholder; take it out/,
    plant: write('replies.yaml', replies('Hello {customer', 'Hallo')),
  },
  {
    name: 'a reply that is not in English',
    kind: 'replies',
    file: 'replies.yaml',
    says: /"hello" has no text in "en"; write it/,
    plant: write('replies.yaml', replies(null, 'Hallo')),
  },
  {
    name: 'a reply whose translation lost a placeholder',
    kind: 'replies',
    file: 'replies.yaml',
    says: /"hello" \(de\) lacks \{customer\}, which "en" has; put it/,
    plant: write('replies.yaml', replies('Hello {customer}', 'Hallo')),
  },
  {
    name: 'a reply that says what the voice forbids',
    kind: 'replies',
    file: 'replies.yaml',
    says: /"hello" \(en\) says "We guarantee", which tone\.yaml calls promise; Say what happens next/,
    plant: (files) => {
      write('replies.yaml', replies('We guarantee help.', 'Hallo'))(files);
      const forbidden = '  - { kind: promise, hint: Say what happens next., phrases: { en: [we guarantee] } }';
      write('tone.yaml', `version: 1\nvoice: [We are short and kind.]\nforbidden:\n${forbidden}\n`)(files);
    },
  },
  {
    name: 'a reply that is there twice',
    kind: 'replies',
    file: 'replies.yaml',
    says: /the id "hello" is there twice; rename one/,
    plant: write('replies.yaml', replies('Hello', 'Hallo') + replies('Hello', 'Hallo').split('replies:\n')[1]),
  },
  {
    name: 'replies that are none',
    kind: 'schema',
    file: 'replies.yaml',
    line: 'replies: Hello',
    says: /replies: .*expected array.*; correct the value/,
    plant: write('replies.yaml', 'version: 1\nreplies: Hello\n'),
  },
  // Model
  {
    name: 'a folder of prompts that lacks most of them',
    kind: 'prompts',
    file: 'prompts/compose.yaml',
    says: /is missing; write it, or take all prompts out to work without a model/,
    plant: write('prompts/second.yaml', prompt('{categories} {question}')),
  },
  {
    name: 'a prompt with a gap that nothing fills',
    kind: 'prompts',
    file: 'prompts/second.yaml',
    says: /the message has \{order\}, which nothing fills; use \{question\}, \{categories\}/,
    plant: write('prompts/second.yaml', prompt('{categories} {question} {order}')),
  },
  {
    name: 'a conversation that may cost more than a day',
    kind: 'model',
    file: 'model.yaml',
    says: /a conversation may use more tokens than a day; lower the first/,
    plant: write(
      'model.yaml',
      'version: 1\nbudget:\n  conversation: { tokens: 9, money: 1 }\n  day: { tokens: 8, money: 1 }\nhide: { emails: true, phones: true }\n',
    ),
  },
  // Cases
  {
    name: 'a rule without cases',
    kind: 'no-cases',
    file: upset,
    says: /the rule has no cases; write messages or facts in cases\/upset\/handoff\//,
    plant: (files) => {
      for (const i of [1, 2, 3]) remove(`cases/upset/handoff/case-${i}.json`)(files);
    },
  },
  {
    name: 'a rule with too few cases',
    kind: 'few-cases',
    file: upset,
    says: /the rule has 2 cases, fewer than 3/,
    plant: remove('cases/upset/handoff/case-1.json'),
  },
  {
    name: 'cases of no rule',
    kind: 'case-orphan',
    file: 'cases/sad/handoff/case.json',
    says: /there is no rule "sad"; write rules\/sad\.yaml/,
    plant: write('cases/sad/handoff/case.json', '{ "facts": {} }'),
  },
  {
    name: 'a case in a folder of another outcome',
    kind: 'case-outcome',
    file: 'cases/upset/answer/case.json',
    says: /ends in handoff, never in answer; move it/,
    plant: write('cases/upset/answer/case.json', '{ "facts": {} }'),
  },
  {
    name: 'a case outside of any folder',
    kind: 'case-place',
    file: 'cases/upset/case.json',
    says: /no rule and outcome.*; move it to cases\/RULE\/OUTCOME/,
    plant: write('cases/upset/case.json', '{ "facts": {} }'),
  },
  {
    name: 'a case with a name of no use',
    kind: 'case-name',
    file: 'cases/upset/handoff/Case 4.json',
    says: /lower-case words.*; name the file/,
    plant: write('cases/upset/handoff/Case 4.json', '{ "facts": { "paused": true } }'),
  },
  {
    name: 'a case that is no JSON',
    kind: 'case-json',
    file: 'cases/upset/handoff/case-1.json',
    line: 'facts: {}',
    says: /this is no JSON; see/,
    plant: write('cases/upset/handoff/case-1.json', 'facts: {}\n'),
  },
  {
    name: 'a case with an unknown key',
    kind: 'case-schema',
    file: 'cases/sure/answer/by-facts.json',
    line: '"expect"',
    says: /there is no "expect" here; correct the name/,
    plant: replace('cases/sure/answer/by-facts.json', '{\n  "facts"', '{\n  "expect": "answer",\n  "facts"'),
  },
  {
    name: 'a case with an unknown fact',
    kind: 'case-fact',
    file: 'cases/sure/answer/by-facts.json',
    line: '"guard"',
    says: /facts.guard: .*"cheked".*; use a fact of factsSchema/,
    plant: replace('cases/sure/answer/by-facts.json', '"checked"', '"cheked"'),
  },
  {
    name: 'a case that is there twice',
    kind: 'case-twice',
    file: 'cases/sure/answer/wie-lange-dauert-es.json',
    line: 'messages',
    says: /asks the same; delete one/,
    plant: write('cases/sure/answer/wie-lange-dauert-es.json', '{ "messages": ["How long does delivery take?"] }\n'),
  },
];
