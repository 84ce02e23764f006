import { z } from 'zod';
import { fault, type RemoteFault, statusFault } from './fault.ts';

const service = 'Workers AI';

/** Both forms that errors come in (workerd, src/cloudflare/internal/ai-api.ts). */
const errorSchema = z.union([
  z.object({ internalCode: z.number() }).transform(({ internalCode }) => internalCode),
  z.object({ errors: z.array(z.object({ code: z.number() })).min(1) }).transform(({ errors }) => errors[0]?.code ?? 0),
]);

/** What an error of Workers AI means, for every model alike: https://developers.cloudflare.com/workers-ai/platform/errors/ */
export function errorFault(response: Response, body: unknown): RemoteFault {
  const code = errorSchema.safeParse(body).data;
  const found = statusFault(service, response.status, (name) => response.headers.get(name));
  // The free allocation of a day is used up: nothing changes before tomorrow.
  if (code === 3036) return fault('rate-limited', `${service} has no allocation left for today (3036)`);
  return code === undefined ? found : { ...found, why: `${found.why}, code ${code}` };
}
