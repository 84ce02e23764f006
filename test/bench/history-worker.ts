import { keepConversation } from '../../worker/records/conversations/keep.ts';
import { listConversations } from '../../worker/records/conversations/list.ts';
import { relatedTo } from '../../worker/records/conversations/related.ts';
import { archivedSchema, pastQuerySchema } from '../../worker/records/conversations/schema.ts';

/** The records alone on a D1 of their own; the bench times whole requests, because clocks stand still in here. */
export default {
  async fetch(request: Request, { DB }: Pick<Env, 'DB'>): Promise<Response> {
    const path = new URL(request.url).pathname;
    if (path === '/nothing') return Response.json(await DB.prepare('SELECT 1').all());
    const body: unknown = await request.json();
    if (path === '/migrate' && Array.isArray(body)) return Response.json(await DB.batch(body.map((sql) => DB.prepare(String(sql)))));
    if (path === '/keep' && Array.isArray(body)) {
      for (const one of body) {
        const kept = archivedSchema.parse(one);
        await keepConversation(DB, 'shop', kept.visitor, kept);
      }
      return Response.json({});
    }
    if (path === '/list') return Response.json(await listConversations(DB, 'shop', pastQuerySchema.parse(body)));
    const { visitor, ...of } = archivedSchema.pick({ id: true, language: true, asked: true, visitor: true }).parse(body);
    return Response.json(await relatedTo(DB, 'shop', visitor, of));
  },
};
