import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../worker/local/config.ts';
import { startProduct } from './product.ts';
import { themes, walk, widths } from './screens.ts';

/** `npm run screenshots`: every named screen at 320, 768 and 1,440 pixels, light and dark; `-- --docs` renews the two of the README. */
const { values } = parseArgs({ options: { docs: { type: 'boolean' } } });
const folder = join(root, '.build/screenshots');
await mkdir(folder, { recursive: true });
const product = await startProduct();
try {
  for (const width of widths) {
    for (const theme of themes) {
      await walk(product, width, theme, async ({ name, page, sideways, clipped, axe }) => {
        const file = join(folder, `${name}-${width}-${theme}.png`);
        await page.screenshot({ path: file });
        const notes = [...(sideways ? ['scrolls sideways'] : []), ...clipped.map((text) => `cuts off "${text}"`), ...axe];
        console.log(`${name}-${width}-${theme}.png${notes.length > 0 ? `  ${notes.join('; ')}` : ''}`);
      });
    }
  }
} finally {
  await product.close();
}
if (values.docs) {
  const images = join(root, 'docs/images');
  await mkdir(images, { recursive: true });
  await copyFile(join(folder, 'widget-answer-768-light.png'), join(images, 'widget.png'));
  await copyFile(join(folder, 'desk-conversation-1440-light.png'), join(images, 'desk.png'));
}
