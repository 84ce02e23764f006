import { expect, test } from 'vitest';
import { readPolicy } from '../../../worker/release/build.ts';
import { makeEngine } from '../../../worker/release/engine.ts';
import type { Scores } from '../../../worker/turn/classify/read.ts';
import { startContext } from '../../../worker/turn/session.ts';
import { triage } from '../../../worker/turn/triage.ts';

// What nobody may miss is recognized by patterns alone, whatever the examples of a release teach.
const made = makeEngine('release', { policy: await readPolicy('policy'), articles: [], synonyms: {}, indexes: [], calibrations: [] });
if (!made.ok) throw new Error(made.problems.join('\n'));
const { topics } = made.engine;
const see = (question: string, scores?: Scores) => triage(topics, question, startContext('en'), scores);

test.each([
  'My stove leaked gas',
  'The stove I bought leaks gas',
  'gas is still leaking',
  'Mein Kocher verliert Gas',
  'der Gaskocher ist undicht',
  'Le réchaud fuit',
  'el cartucho pierde gas',
  'la cartuccia perde gas',
  'o fogareiro está a perder gás',
  'de gaspatroon lekt',
])('gas that gets out is danger: %s', (question) => {
  expect(see(question).area).toBe('safety');
});

test.each([
  'no gas comes out of my stove',
  'do you sell gas leak detectors?',
  'my sleeping mat leaks air',
  'das Ventil der Isomatte ist undicht',
  'non esce gas dal fornello',
  'no sale gas',
  'which gas does the stove need?',
  'la bouteille fuit',
])('what only sounds like it is not: %s', (question) => {
  expect(see(question).area).not.toBe('safety');
});

test.each([
  ['Löschen Sie meine Daten', 'deletion'],
  ['Bitte löschen Sie alle meine Daten', 'deletion'],
  ['Ich möchte, dass Sie alle meine Daten löschen', 'deletion'],
  ['Ich will, dass ihr meine Daten löscht', 'deletion'],
  ['Ich verlange die Löschung aller meiner personenbezogenen Daten', 'deletion'],
  ['Delete all my personal data', 'deletion'],
  ['Supprimez toutes mes données', 'deletion'],
  ['Quiero que borren mis datos', 'deletion'],
  ['Cancellate i miei dati personali', 'deletion'],
  ['Verwijder mijn gegevens', 'deletion'],
  ['Apaguem os meus dados', 'deletion'],
])('%s is a request for %s, even where its letters are like another one', (question, type) => {
  const access = { id: 'privacy-access', probability: 0.99, matched: true, unlikely: false };
  expect(see(question, new Map([['privacy-access', access]])).facts.privacy).toEqual({ matched: true, type });
});

test.each([
  'refund FW-10005',
  'Erstattung für FW-10002, lukas.brandt@example.org',
  'Bitte erstatten Sie mir die Stiefel, FW-10002',
  'Können Sie mir den Preis der Stiefel erstatten?',
  'Remboursement de la commande FW-10020',
  'Pouvez-vous me rembourser les chaussures ?',
  'Reembolso del pedido FW-10039',
  'Reembolso da encomenda FW-10005',
  'Rimborso per FW-10006',
  'rimborso per favore',
  'Terugbetaling FW-10042',
  'Kunnen jullie mij de schoenen terugbetalen?',
])('a refund is asked for: %s', (question) => {
  expect(see(question).facts.topic.id).toBe('refund-request');
});

test.each([
  'Wie lange dauert eine Erstattung?',
  'Erstatten Sie auch die Versandkosten?',
  'Comment fonctionne un remboursement ?',
  'In welchen Fällen gibt es eine Erstattung?',
  'Wo ist FW-10002?',
])('no refund is asked for: %s', (question) => {
  expect(see(question).facts.topic.id).not.toBe('refund-request');
});
