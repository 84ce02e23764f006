import { buildIndex, lexicalSearch } from '../../worker/ports/search/bm25.ts';
import { testSearch } from './search.ts';

/** Drivers that need no service; the others run the suite where they are tested (test/worker/ports/search/vectorize.node.test.ts). */
testSearch({
  name: 'BM25',
  async start(articles) {
    const search = lexicalSearch(buildIndex([...articles]), articles);
    return { search, embed: async () => null, close: async () => {} };
  },
});
