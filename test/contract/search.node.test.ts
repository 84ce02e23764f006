import { knowledgeSearch } from '../../worker/ports/search/hybrid.ts';
import { buildIndexes } from '../../worker/ports/search/knowledge-index.ts';
import { vectorOf } from './release.ts';
import { testSearch } from './search.ts';

/** Drivers that need no service; the others run the suite where they are tested (test/worker/ports/search/vectorize.node.test.ts). */
testSearch({
  name: 'embedded',
  async start(articles) {
    const dimensions = 384;
    const of = (text: string) => vectorOf(text, dimensions);
    const indexes = buildIndexes(articles, {}, (_, texts) => ({ maker: 'words 384', vectors: texts.map(of) }));
    return { search: knowledgeSearch(indexes, articles, {}), embed: async (text) => of(text), close: async () => {} };
  },
});
