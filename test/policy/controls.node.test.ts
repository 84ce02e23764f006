import { expect, test } from 'vitest';
import { checkPolicy } from '../../policy/bundle.ts';
import { controlProblems, controls } from '../../policy/controls.ts';
import { readPolicy } from '../../worker/release/build.ts';
import { files, read } from '../repo/files.ts';
import { policy } from './samples.ts';

const all = Object.entries(controls);

test('every control is in a line of plain words, and names what enforces and what proves it', () => {
  for (const [name, { words, sources, tests }] of all) {
    expect({ name, line: words.length > 20 && !words.includes('\n') && words.endsWith('.') }).toEqual({ name, line: true });
    expect({ name, sources: sources.length > 0, tests: tests.length > 0 }).toEqual({ name, sources: true, tests: true });
  }
});

test('every path of a control is a file of this project, and its proofs are tests', () => {
  const gone = all.flatMap(([name, { sources, tests }]) =>
    [...sources, ...tests].filter((path) => !files.includes(path)).map((path) => `${name}: ${path}`),
  );
  expect(gone).toEqual([]);
  expect(all.flatMap(([, { tests }]) => tests.filter((path) => !/^test\/.+\.test\.tsx?$/.test(path)))).toEqual([]);
});

test('every test of a control asserts, and speaks of its subject', () => {
  const silent = all.flatMap(([name, { subject, tests }]) =>
    tests
      .filter((path) => !new RegExp(`\\b${subject}`, 'i').test(read(path)) || !read(path).includes('expect('))
      .map((path) => `${name}: ${path}`),
  );
  expect(silent).toEqual([]);
});

test('the matrix of the shop names only controls that are enforced, and no control is kept that nothing can name', async () => {
  const { matrix } = await readPolicy('policy');
  expect(controlProblems(matrix.areas)).toEqual([]);
  expect(Object.keys(controls).filter((name) => !matrix.areas.some((area) => area.controls.includes(name)))).toEqual([]);
});

test('a control that nothing enforces is a problem with a remedy, whatever its name', () => {
  for (const name of ['four-eyes', 'constructor', 'to-string']) {
    const { matrix } = policy();
    const [first, ...others] = matrix.areas;
    if (!first) throw new Error('the sample has areas');
    const problems = checkPolicy(policy({ matrix: { ...matrix, areas: [{ ...first, controls: ['kb-grounding', name] }, ...others] } }));
    expect(problems).toEqual([
      `matrix.yaml: area "faqs": nothing enforces the control "${name}"; take it out, or use one of ${Object.keys(controls).join(', ')}.`,
    ]);
  }
});

test('no area can be called what the desk calls everything', () => {
  expect(controlProblems([{ id: 'all', autonomy: 'assist', controls: [] }])).toEqual([
    'matrix.yaml: area "all": the desk calls everything so; give it another id.',
  ]);
});

test('a level that contradicts a control of its area is a problem with a remedy', () => {
  expect(controlProblems([{ id: 'account', autonomy: 'assist', controls: ['human-only'] }])).toEqual([
    'matrix.yaml: area "account": the control "human-only" leaves it to people; set autonomy to human-only.',
  ]);
  expect(controlProblems([{ id: 'safety', autonomy: 'human-only', controls: ['mandatory-escalation'] }])).toEqual([]);
});
