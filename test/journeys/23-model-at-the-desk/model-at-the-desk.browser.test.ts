import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readKnowledge, readPolicy } from '../../../worker/release/build.ts';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { type ChatServer, chatServer } from '../../contract/servers/chat.ts';
import { good } from '../../contract/servers/drafts.ts';
import { publish } from '../../publish.ts';
import { modelAt } from '../../run-command.ts';

const question = 'do i use wax or spray on suede boots';
const key = 'a-key-that-nobody-may-see';
const prices = { HANDRAIL_MODEL_PRICE_IN: '0.4', HANDRAIL_MODEL_PRICE_OUT: '1.6' };

let product: Product;
let server: ChatServer;
beforeAll(async () => {
  server = await chatServer({ key, piece: 24 });
  product = await startProduct({ vars: { ...modelAt(server.url, key), ...prices } });
  const policy = await readPolicy('policy');
  const areas = policy.matrix.areas.map((area) => (area.id === 'faqs' ? { ...area, autonomy: 'assist' as const } : area));
  const assisting = { ...policy, matrix: { ...policy.matrix, areas }, guardEval: null };
  await publish(product.handrail, assisting, await readKnowledge('kb/articles'));
});
beforeEach(() => server.reset());
afterAll(async () => {
  await product?.close();
  await server?.close();
});

it('whoever takes over reads a summary, a draft with its sources, and what was asked of the model; the customer reads none of it', async () => {
  let drafts = 0;
  // The first draft has a sentence that no passage supports.
  server.choose(({ use }) => {
    if (use === 'summary') return { draft: () => JSON.stringify({ summary: 'Asks about <b>suede</b> boots.' }) };
    if (use !== 'compose' || drafts++ > 0) return undefined;
    return {
      draft: (asked) => {
        const { sentences } = JSON.parse(good(asked));
        return JSON.stringify({ sentences: [sentences[0], { text: 'Spray costs 1.99 EUR.', cites: ['p1'] }] });
      },
    };
  });
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, question);
  const chat = shop.getByRole('dialog');
  await chat.getByRole('button', { name: /back to the assistant/i }).waitFor();

  const desk = await product.open(await product.handrail.link('priya'));
  await desk.getByText(question).first().click();
  const summary = desk.getByRole('region', { name: 'Summary' });
  await summary.getByText('Asks about <b>suede</b> boots.').waitFor();
  await summary.getByText('Written by openai local, not checked').waitFor();
  const card = desk.getByRole('region', { name: 'Suggested draft' });
  await card.getByText('Written by openai local from approved articles').waitFor();
  const sources = card.getByRole('list', { name: 'Sources' });
  expect(await sources.count()).toBeGreaterThanOrEqual(1);
  expect(await sources.first().textContent()).toContain('passage 1');
  await desk.getByRole('button', { name: 'Why' }).click();
  const decisions = desk.getByRole('region', { name: /^Decisions/ });
  await decisions.getByText('Refused by the guard').waitFor();
  await decisions.getByText('Spray costs 1.99 EUR.', { exact: true }).waitFor();
  await decisions.getByText('What was sent').last().click();
  await decisions.locator('pre').last().getByText(question).waitFor();
  expect(await violations(desk)).toEqual([]);

  await desk.getByRole('button', { name: 'Claim and reply' }).click();
  await desk.getByRole('button', { name: /^Approve and send/ }).click();
  await chat.getByText(/brush off dirt/).waitFor();
  const said = await chat.textContent();
  for (const words of ['suede</b>', '1.99', 'openai']) expect(said).not.toContain(words);
});

it('a lead reads which model there is, what it has cost and why its words wait for people, and never its key', async () => {
  const lead = await product.open(await product.handrail.link('marta'));
  await openDeskPage(lead, 'Knowledge');
  const model = lead.getByRole('region', { name: 'Model' });
  await model.getByText('openai local').waitFor();
  await model.getByText('Working').waitFor();
  await model.getByText(/^[1-9][\d,]* of 2,000,000 tokens, cost [\d.]+ of 20.00$/).waitFor();
  await model.getByText(/the guard was not measured/).waitFor();
  expect(await lead.content()).not.toContain(key);
  expect(await violations(lead)).toEqual([]);
});
