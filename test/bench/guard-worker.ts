import { z } from 'zod';
import { ground } from '../../worker/turn/ground/ground.ts';

/** Guards drafts many times in a request. Inside workerd, for test/bench/guard.ts, which holds the clock. */
const runSchema = z.strictObject({
  question: z.string(),
  passages: z.array(z.string()),
  draft: z.string(),
  times: z.int(),
  /** Passages that no draft before had: an approved text is read once an isolate and stays read. */
  unread: z.boolean(),
});

let runs = 0;

export default {
  async fetch(request: Request): Promise<Response> {
    const { question, passages, draft, times, unread } = runSchema.parse(await request.json());
    let verdict = 'nothing';
    for (let i = 0; i < times; i++) {
      runs++;
      verdict = ground({ question, draft, passages: unread ? passages.map((text) => `${text}\nNumber ${runs}.`) : passages }).verdict;
    }
    return new Response(verdict);
  },
};
