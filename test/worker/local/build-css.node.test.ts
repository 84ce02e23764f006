import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { inlineCss } from '../../../worker/local/build-css.ts';

test('?inline gives a bundled, minified style sheet as a string', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-css-'));
  writeFileSync(join(folder, 'base.css'), '.a { color: red; }');
  writeFileSync(join(folder, 'chat.css'), '@import "./base.css";\n.b { color: #ffffff; }');
  writeFileSync(join(folder, 'main.ts'), 'import css from "./chat.css?inline"; console.log(css);');
  const built = await build({ entryPoints: [join(folder, 'main.ts')], bundle: true, write: false, plugins: [inlineCss] });
  expect(built.outputFiles[0]?.text).toContain('".a{color:red}.b{color:#fff}"');
  rmSync(folder, { recursive: true });
});
