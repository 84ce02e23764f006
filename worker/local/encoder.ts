import { kernelModule, loadStaticNode } from '../ports/embed/static/node.ts';
import { makeScan } from '../ports/embed/static/scan.ts';
import type { MakeScan } from '../ports/search/vectors.ts';

/** The embedder that ships with the project and the kernel that searches, for command lines. Loaded once a process. */
export async function nodeEncoder() {
  const [embedder, module] = await Promise.all([loadStaticNode(), kernelModule()]);
  const scan: MakeScan = (rows, width) => makeScan(module, rows, width);
  return { embedder, makeScan: scan };
}
