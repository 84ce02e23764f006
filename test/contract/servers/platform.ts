import type { Turned } from './drafts.ts';
import { type LocalServer, type Seen, serve } from './http.ts';
import { VectorizeIndex } from './vectorize.ts';
import { askedOf, textsOf, workersAi } from './workers-ai.ts';

export interface Platform {
  url: string;
  index: VectorizeIndex;
  /** What the binding sent, as it was before Miniflare packed it up. */
  sent(binding: 'AI' | 'VECTORIZE'): Seen[];
  /** Texts of every request to Workers AI since the last reset. */
  inputs(): string[][];
  /** What models that write were asked. */
  asked(): Turned[];
  script: LocalServer['script'];
  reset: LocalServer['reset'];
  open: LocalServer['open'];
  close(): Promise<void>;
}

/**
 * The far side of the bindings AI and VECTORIZE. Miniflare runs workerd's own code of both and sends what would leave for
 * the network here: the request in `MF-URL` and `MF-Header-*`, the binding in `MF-Binding` (its remote-proxy-client worker).
 */
export async function platform({ dimensions }: { dimensions: number }): Promise<Platform> {
  const index = new VectorizeIndex(dimensions);
  // Miniflare reaches one server for both.
  const server = await serve((seen) => {
    const one = inner(seen);
    return seen.headers['mf-binding'] === 'AI' ? workersAi(one) : index.answer(one);
  });
  const sent = (binding: string) => server.seen.filter(({ headers }) => headers['mf-binding'] === binding).map(inner);
  return { ...server, index, sent, inputs: () => sent('AI').map(textsOf), asked: () => sent('AI').map(askedOf) };
}

function inner({ headers, body }: Seen): Seen {
  const { pathname, search } = new URL(headers['mf-url'] ?? 'http://nothing/');
  const own = Object.entries(headers).filter(([name]) => name.startsWith('mf-header-'));
  return {
    path: pathname + search,
    headers: Object.fromEntries(own.map(([name, value]) => [name.slice('mf-header-'.length), value])),
    body,
  };
}
