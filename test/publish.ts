import type { Article } from '../kb/schema.ts';
import type { Policy } from '../policy/bundle.ts';
import type { PolicyCase } from '../policy/case.ts';
import { publishRelease } from '../worker/local/publish.ts';
import type { Handrail } from '../worker/local/start.ts';
import { assemble } from '../worker/release/build.ts';

/** What a gate asks where the shop's own cases do not fit: next to nothing. */
const asks: PolicyCase = { rule: 'asks-for-a-person', outcome: 'handoff', name: 'asks.json', facts: { asksForHuman: true } };

/** Another policy or other articles on a running product, and every isolate answers from them. */
export async function publish({ service, url }: Pick<Handrail, 'service' | 'url'>, policy: Policy, articles: Article[]): Promise<void> {
  const release = await assemble(policy, articles, { checks: { cases: [asks], golden: [] } });
  const answer = await publishRelease(service, url, release);
  if (answer.what !== 'published') throw new Error(`the release was not published: ${JSON.stringify(answer)}`);
  // Every isolate looks at the active release anew within five seconds.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
}
