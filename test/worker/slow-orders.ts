import { Conversation as Live } from '../../worker/rooms/conversation.ts';

export { app as default } from '../../worker/http/app.ts';
export { Desk } from '../../worker/rooms/desk.ts';
export { Notices } from '../../worker/rooms/notices.ts';
export { Quota } from '../../worker/rooms/quota.ts';
export { Refunds } from '../../worker/rooms/refunds.ts';
export { Site } from '../../worker/rooms/site.ts';

/**
 * The worker as it is, with an order system that takes its time: orders are found once the server at TEST_ORDERS_WAIT_FOR has
 * answered. So a test in a browser decides how long a draft is in flight.
 */
export class Conversation extends Live {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, { ...env, DB: slow(env.DB, String(Reflect.get(env, 'TEST_ORDERS_WAIT_FOR'))) });
  }
}

function slow(db: D1Database, url: string): D1Database {
  const wait = async () => (await fetch(url)).text();
  return new Proxy(db, {
    get(target, name) {
      if (name !== 'prepare') {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (sql: string) => (sql.includes('FROM orders') ? slowStatement(target.prepare(sql), wait) : target.prepare(sql));
    },
  });
}

function slowStatement(statement: D1PreparedStatement, wait: () => Promise<unknown>) {
  return {
    bind: (...values: unknown[]) => ({
      async all() {
        await wait();
        return statement.bind(...values).all();
      },
    }),
  };
}
