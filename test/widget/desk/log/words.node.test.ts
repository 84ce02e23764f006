import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actText, groupsOf, whoText } from '../../../../widget/desk/log/words.ts';
import { title } from '../../../../widget/desk/words.ts';

const who = [
  { id: 'ada', name: 'Ada Lovelace' },
  { id: 'luca', name: 'Luca Moretti' },
];
const say = (what: string, detail: Record<string, unknown> = {}) => actText({ what, detail }, who);

test.each([
  ['person.added', { person: 'ada', name: 'Ada', role: 'lead' }, 'Added Ada as lead'],
  [
    'person.changed',
    { person: 'ada', from: { role: 'agent', teams: [] }, to: { role: 'lead', teams: ['care', 'delivery'] } },
    'Changed Ada Lovelace: role agent → lead, teams none → care delivery',
  ],
  ['person.deactivated', { person: 'ada', name: 'Ada' }, 'Deactivated Ada Lovelace'],
  ['invite.created', { person: 'gone' }, 'Made a sign-in link for gone'],
  ['invite.withdrawn', { person: 'ada', invites: 2 }, 'Withdrew 2 sign-in links of Ada Lovelace'],
  ['session.opened', { via: 'access', browser: 'Firefox on Linux' }, 'Signed in through Cloudflare Access, Firefox on Linux'],
  ['session.opened', {}, 'Signed in'],
  ['session.ended', { person: 'ada', sessions: 1 }, 'Ended 1 session of Ada Lovelace'],
  ['release.activated', { hash: '0123456789abcdef', before: null }, 'Activated release 0123456789ab'],
  ['matrix.paused', { area: 'all', name: 'Ada', why: 'a wrong price' }, 'Paused everything: a wrong price'],
  [
    'matrix.lowered',
    { area: 'order-status', from: 'autopilot', to: 'assist', why: 'slow' },
    'Lowered Order status autopilot → assist: slow',
  ],
  ['queue.assigned', { from: 'ada', to: 'luca' }, 'Gave a conversation of Ada Lovelace to Luca Moretti'],
  ['queue.assigned', { from: null, to: 'luca' }, 'Gave a conversation to Luca Moretti'],
  ['queue.routed', { from: { team: 'care', priority: 3 }, to: { priority: 2 } }, 'Moved a conversation: priority 3 → 2'],
  ['webhook.replayed', { events: 3 }, 'Had 3 events sent to the webhook again'],
  ['something.not-known', { any: 1 }, 'Something not known'],
])('%s of %j', (what, detail, words) => {
  expect(say(what, detail)).toBe(words);
});

test('an act says something even when nothing is known of it', () => {
  for (const what of ['person.changed', 'queue.routed', 'matrix.raised', 'session.ended', 'release.approved'])
    expect(say(what, {})).not.toContain('undefined');
});

test('who was nobody is called by what it was', () => {
  expect(['system', 'service', 'ada'].map((id) => whoText({ id, name: 'Ada' }))).toEqual(['By itself', 'Command line', 'Ada']);
});

test('what can be chosen is what there is, in groups', () => {
  expect(groupsOf(['person.added', 'person.changed', 'webhook.tested'])).toEqual([
    {
      group: 'person',
      words: 'People',
      acts: [
        { what: 'person.added', words: 'Added' },
        { what: 'person.changed', words: 'Changed' },
      ],
    },
    { group: 'webhook', words: 'Webhooks', acts: [{ what: 'webhook.tested', words: 'Tested' }] },
  ]);
});

test('every act that the worker logs has words of its own', () => {
  const folder = join(import.meta.dirname, '../../../../worker');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const logged = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:log|write|note)\([^;]*?'([a-z]+\.[a-z-]+)'/gi)].map(
      (found) => found[1] ?? '',
    ),
  );
  expect(logged.length).toBeGreaterThan(15);
  for (const what of new Set(logged)) expect(say(what), what).not.toBe(title(what.replaceAll('.', ' ')));
});
