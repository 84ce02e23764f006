import { afterAll, beforeAll, expect, it } from 'vitest';
import { knowledgeReportSchema } from '../../worker/release/calibration.ts';
import { openDeskPage, type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const path = () => `${new URL(product.handrail.links.agent).origin}/api/v1/desk/knowledge`;

it('a lead reads what the active release promises, with the figures that the server has', async () => {
  const lead = await product.open(await product.handrail.link('marta'));
  await openDeskPage(lead, 'Knowledge');
  const table = lead.getByRole('table', { name: /English/ });
  await table.waitFor();
  const { release, languages } = knowledgeReportSchema.parse(await (await lead.request.get(path())).json());
  const english = languages.find(({ locale }) => locale === 'en');
  expect(await table.getByRole('row').count()).toBe(1 + (english?.reliability.length ?? 0));
  await lead.getByText(release?.slice(0, 12) ?? 'no release').waitFor();
  await lead.getByText(`${english?.judged.questions.toLocaleString('en')} questions judged`).waitFor();
});

it('an agent and a stranger do not', async () => {
  const agent = await product.open(product.handrail.links.agent);
  await agent.getByRole('link', { name: 'Matrix' }).waitFor();
  expect(await agent.getByRole('link', { name: 'Knowledge' }).count()).toBe(0);
  expect(await agent.getByRole('button', { name: /^Policy/ }).count()).toBe(0);
  expect((await agent.request.get(path())).status()).toBe(403);
  expect((await fetch(path())).status).toBe(401);
  await agent.evaluate(() => {
    location.hash = '#/knowledge';
  });
  await agent.getByText('Leads and admins read what the release promises.').waitFor();
});
