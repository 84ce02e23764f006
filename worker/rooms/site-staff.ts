import { DurableObject } from 'cloudflare:workers';
import { factsOf } from './admission.ts';
import type { LogChoices, LogQuery, StoredPage } from './log-schema.ts';
import { exists } from './migrate.ts';
import { SitePeople } from './people.ts';
import {
  type PersonAccess,
  type PersonAnswer,
  type PersonChange,
  type PersonInput,
  type RosterPerson,
  refusePerson,
  unknownPerson,
} from './people-schema.ts';
import { type Ended, SiteSessions, type Via } from './sessions.ts';
import { SiteLog } from './site-log.ts';
import type { StaffSession } from './site-schema.ts';

/** The part of a site that is about its people: who they are, their sign-in links and sessions, and the log of what was done. */
export class SiteStaff extends DurableObject<Env> {
  protected readonly log: SiteLog;
  /** False until the site was configured for the first time: asking about an unknown id writes nothing. */
  protected ready: boolean;
  readonly #people: SitePeople;
  readonly #sessions: SiteSessions;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    this.ready = exists(ctx.storage);
    this.log = new SiteLog(sql);
    const log = (who: string, what: string, detail: object) => this.log.write(who, what, detail);
    this.#people = new SitePeople(sql, log);
    this.#sessions = new SiteSessions(sql, this.#people, log);
  }

  /** By an owner's tool; the desk's admins use what follows. */
  async addPerson(id: string, input: PersonInput, who: string): Promise<PersonAnswer> {
    const saved = await this.#renewed(id, this.#people.save(id, input, who));
    return saved.ok && input.active !== undefined ? this.setActive(id, input.active, who) : saved;
  }

  roster(): RosterPerson[] {
    return this.ready ? this.#people.list(Date.now()) : [];
  }

  newPerson(input: PersonInput, who: string): PersonAnswer<{ id: string }> {
    return this.#people.add(input, who);
  }

  async changePerson(id: string, change: PersonChange, who: string): Promise<PersonAnswer> {
    return this.#renewed(id, this.#people.change(id, change, who));
  }

  /** Who is deactivated is signed out everywhere, and their sign-in links open nothing. */
  async setActive(id: string, active: boolean, who: string): Promise<PersonAnswer> {
    const done = this.ctx.storage.transactionSync(() => {
      const answer = this.#people.setActive(id, active, who);
      if (!answer.ok || active) return { answer, ended: [] };
      this.#sessions.withdraw(id, null, who);
      return { answer, ended: this.#sessions.end(id, null, who) };
    });
    await this.#closeSockets(done.ended);
    return done.answer;
  }

  /** Open sessions and sign-in links of a person; null when there is no such person. */
  access(person: string, asking: string): PersonAccess | null {
    if (!this.ready || !this.#people.find(person)) return null;
    return { sessions: this.#sessions.list(person, asking), invites: this.#sessions.invites(person) };
  }

  /** A one-time sign-in link of 24 hours; null when there is no such person. */
  async invite(person: string, who: string): Promise<{ token: string; expiresAt: string } | null> {
    return this.ready ? this.#sessions.invite(person, who) : null;
  }

  withdrawInvites(person: string, id: string | null, who: string): number {
    return this.#sessions.withdraw(person, id, who);
  }

  /** Uses an invite up and opens a session. The token is returned once and stored as a hash. */
  async signIn(invite: string, browser = ''): Promise<{ token: string; session: StaffSession } | null> {
    const person = this.ready ? await this.#sessions.useInvite(invite) : null;
    return person === null ? null : this.#openSession(person, browser, 'invite');
  }

  /** For who has proven elsewhere that an e-mail address is theirs. */
  async signInAs(email: string, browser: string): Promise<PersonAnswer<{ token: string; session: StaffSession }>> {
    const id = this.ready ? this.#people.byEmail(email) : null;
    if (id === null) return unknownPerson;
    const opened = await this.#openSession(id, browser, 'access');
    return opened ? { ok: true, ...opened } : refusePerson('deactivated', 'This person was deactivated.');
  }

  session(hash: string): StaffSession | null {
    return this.ready ? this.#sessions.read(hash, this.siteName()) : null;
  }

  opened(session: string, conversation: string): void {
    this.#sessions.opened(session, conversation);
  }

  /** Ends a session and closes every socket it holds. */
  async signOut(hash: string): Promise<void> {
    if (this.ready) await this.#closeSockets(this.#sessions.close(hash));
  }

  /** Ends a session of somebody, or all but the one that asks. How many that were. */
  async endSessions(person: string, id: string | null, who: string, except: string | null = null): Promise<number> {
    const ended = this.#sessions.end(person, id, who, except);
    await this.#closeSockets(ended);
    return ended.length;
  }

  logPage(query: LogQuery): StoredPage {
    return this.ready ? this.log.page(query) : { entries: [], next: null };
  }

  logChoices(): LogChoices {
    return this.ready ? this.log.choices() : { who: [], what: [] };
  }

  /** An act that another object carried out: moved in the queue, told again. Told twice under one `ref`, it is kept once. */
  note(who: string, what: string, detail: object, ref?: string): void {
    if (this.ready) this.log.write(who, what, detail, ref);
  }

  protected siteName(): string {
    return this.ctx.storage.sql.exec<{ name: string }>('SELECT name FROM site WHERE id = 1').one().name;
  }

  async #openSession(person: string, browser: string, via: Via): Promise<{ token: string; session: StaffSession } | null> {
    const opened = await this.#sessions.open(person, browser, via);
    const session = opened && this.session(opened.hash);
    return session && { token: opened.token, session };
  }

  /** Objects that cannot be reached close the sockets themselves: each frame asks whether its session holds. */
  async #closeSockets(ended: readonly Ended[]): Promise<void> {
    if (ended.length === 0) return;
    const site = this.siteName();
    await Promise.allSettled(
      ended.flatMap(({ session, conversations }) => [
        this.env.DESK.getByName(site).endSession(session),
        ...conversations.map((one) => this.env.CONVERSATION.getByName(`${site}/${one}`).endSession(session)),
      ]),
    );
  }

  /** Pages they have open carry on as who they are now. Each frame asks for their role anyway, so nothing hangs on this. */
  async #renewed(id: string, answer: PersonAnswer): Promise<PersonAnswer> {
    const person = answer.ok ? this.#people.find(id) : null;
    if (!person?.active) return answer;
    const now = factsOf(person);
    const site = this.siteName();
    await Promise.allSettled([
      this.env.DESK.getByName(site).renew(now),
      ...this.#sessions.openedBy(id).map((one) => this.env.CONVERSATION.getByName(`${site}/${one}`).renew(now)),
    ]);
    return answer;
  }
}
