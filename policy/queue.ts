import { z } from 'zod';
import { afterOpen, type Hours, hoursSchema, isOpen, opensAt } from './hours.ts';
import { type Matrix, reasonSchema } from './schema.ts';

/**
 * The live queue as data: teams and their hours, the times that are promised, who gets what, and in which order. Where a
 * conversation goes is decided once, when it is handed over, and again when a person changes its team or priority.
 */
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
const minutes = z.int().min(1).max(44_640);
const language = z.string().regex(/^[a-z]{2}$/);
const value = z.union([z.string(), z.number(), z.boolean()]);

export const attributesSchema = z.record(z.string().min(1).max(40), value);
export type Attributes = z.infer<typeof attributesSchema>;

/** Everything that is said has to hold; what is left out holds always. */
const whenSchema = z.strictObject({
  areas: z.array(slug).min(1).optional(),
  reasons: z.array(reasonSchema).min(1).optional(),
  teams: z.array(slug).min(1).optional(),
  priorities: z.array(z.int().min(1).max(4)).min(1).optional(),
  languages: z.array(language).min(1).optional(),
  /** Of a signed identity, never what a page merely says: name of the attribute and the values that count. */
  attributes: z.record(z.string(), z.array(value).min(1)).optional(),
});

export const promiseSchema = z.strictObject({
  /** Until a person has written for the first time, until each next answer, and until it is resolved: minutes of open time. */
  first: minutes,
  next: minutes,
  resolution: minutes,
});
export type Promised = z.infer<typeof promiseSchema>;

export const queuePolicySchema = z.strictObject({
  version: z.int().positive(),
  hours: z.record(slug, hoursSchema),
  teams: z.array(z.strictObject({ id: slug, title: z.string().min(1).max(60), hours: slug })).min(1),
  /** The first line that fits holds; the last one fits everything. */
  promised: z.array(promiseSchema.extend({ when: whenSchema.optional() })).min(1),
  /** From this share of a promised time on it counts as nearing. */
  nearing: z.number().min(0.1).max(0.95),
  routing: z
    .array(
      z.strictObject({
        id: slug,
        when: whenSchema,
        team: slug.optional(),
        /** Somebody without one of them is not given it by itself, and may still take it. */
        skills: z.array(slug).min(1).optional(),
        priority: z.int().min(2).max(4).optional(),
        /** Placed as if it had been promised this many minutes earlier. */
        sooner: z.int().min(1).max(1_440).optional(),
      }),
    )
    .default([]),
  assignment: z.strictObject({
    /** `pull`: people take from the queue. `automatic`: who is online and has room is given the next one. */
    mode: z.enum(['pull', 'automatic']),
    /** After resolving one: this long nothing is given, so that notes can be finished. */
    wrap_up_seconds: z.int().min(0).max(3_600),
  }),
});
export type QueuePolicy = z.infer<typeof queuePolicySchema>;

const always = ['00:00-24:00'];
const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };

/** One promised time for all, always open, people take what they want. */
export const plainQueue = (first: number): QueuePolicy => ({
  version: 1,
  hours: { always: { time_zone: 'UTC', week, closed: [] } },
  teams: [{ id: 'care', title: 'Care', hours: 'always' }],
  promised: [{ first, next: first, resolution: 1_440 }],
  nearing: 0.8,
  routing: [],
  assignment: { mode: 'pull', wrap_up_seconds: 0 },
});

/** The queue of a policy, also of one that says nothing of it. */
export const queueOf = ({ queue, matrix }: { queue: QueuePolicy | null; matrix: Matrix }): QueuePolicy =>
  queue ?? plainQueue(matrix.defaults.promised_minutes);

/** What routing looks at. */
export interface Routable {
  area: string;
  reason: string;
  team: string;
  priority: number;
  language: string;
  attributes: Attributes;
}

export interface Routed {
  team: string;
  priority: number;
  skills: string[];
  /** Ids of the routing rules that had a say. */
  routing: string[];
  promise: Promised;
  /** A person has written by then. */
  promisedAt: Date;
  /** The queue is in this order, after what cannot wait (priority 1). Newer entries come later, so that nothing starves. */
  rankAt: Date;
  resolveBy: Date;
  /** The team is not there: when it is again. Null while it is, or when that is not known. */
  opensAt: Date | null;
}

/** Team, priority, skills and promised times of something handed over at a moment. Danger is never put behind anything. */
export function route(queue: QueuePolicy, given: Routable, at: Date): Routed {
  const fitting = queue.routing.filter(({ when }) => fits(when, given));
  const urgent = given.priority === 1;
  const team = (urgent ? undefined : fitting.findLast((rule) => rule.team)?.team) ?? given.team;
  const priority = urgent ? 1 : (fitting.findLast((rule) => rule.priority)?.priority ?? given.priority);
  const promise = promiseFor(queue, { ...given, team, priority });
  const hours = hoursOf(queue, team);
  const promisedAt = afterOpen(hours, at, promise.first);
  const sooner = fitting.reduce((sum, rule) => sum + (rule.sooner ?? 0), 0);
  return {
    team,
    priority,
    skills: [...new Set(fitting.flatMap((rule) => rule.skills ?? []))],
    routing: fitting.map(({ id }) => id),
    promise,
    promisedAt,
    rankAt: new Date(promisedAt.getTime() - sooner * 60_000),
    resolveBy: afterOpen(hours, at, promise.resolution),
    opensAt: isOpen(hours, at) ? null : opensAt(hours, at),
  };
}

function promiseFor(queue: QueuePolicy, given: Routable): Promised {
  const line = queue.promised.find(({ when }) => !when || fits(when, given)) ?? queue.promised.at(-1);
  if (!line) throw new Error('a queue without a promised time passed its schema');
  return { first: line.first, next: line.next, resolution: line.resolution };
}

/** A team that the policy does not know has the hours of the first one. */
export function hoursOf(queue: QueuePolicy, team: string): Hours {
  const named = (queue.teams.find(({ id }) => id === team) ?? queue.teams[0])?.hours ?? '';
  const hours = Object.hasOwn(queue.hours, named) ? queue.hours[named] : Object.values(queue.hours)[0];
  if (!hours) throw new Error('a queue without hours passed its checks');
  return hours;
}

function fits(when: z.infer<typeof whenSchema>, given: Routable): boolean {
  const among = <T>(list: readonly T[] | undefined, one: T) => !list || list.includes(one);
  const wanted = Object.entries(when.attributes ?? {});
  return (
    among(when.areas, given.area) &&
    among<string>(when.reasons, given.reason) &&
    among(when.teams, given.team) &&
    among(when.priorities, given.priority) &&
    among(when.languages, given.language) &&
    wanted.every(([name, values]) => Object.hasOwn(given.attributes, name) && values.some((one) => one === given.attributes[name]))
  );
}

/** Everything wrong that the schema cannot see, each with what to do. */
export function checkQueue(queue: QueuePolicy, areas: readonly string[], teams: readonly string[]): string[] {
  const problems: string[] = [];
  const say = (text: string) => problems.push(`queue.yaml: ${text}`);
  const known = queue.teams.map(({ id }) => id);
  if (queue.promised.at(-1)?.when) say('the last line of promised has a condition; add one without "when" for everything else.');
  for (const { id, hours } of queue.teams)
    if (!Object.hasOwn(queue.hours, hours)) say(`team "${id}" has the hours "${hours}", which are not there; add them to hours.`);
  for (const [name, hours] of Object.entries(queue.hours))
    if (Object.values(hours.week).every((day) => day.length === 0)) say(`the hours "${name}" never open; give at least one day a range.`);
  for (const id of known.filter((one, at) => known.indexOf(one) !== at)) say(`the team "${id}" is there twice; rename one.`);
  for (const id of queue.routing.map((rule) => rule.id).filter((one, at, all) => all.indexOf(one) !== at))
    say(`the routing rule "${id}" is there twice; rename one.`);
  for (const team of teams) if (!known.includes(team)) say(`a rule sends to the team "${team}", which is not there; add it to teams.`);
  const named = [
    ...queue.routing.map(({ id, when, team }) => ({ id, when, team })),
    ...queue.promised.map((line) => ({ id: 'promised', when: line.when ?? {}, team: undefined })),
  ];
  for (const { id, when, team } of named) {
    for (const one of [...(when.teams ?? []), ...(team ? [team] : [])])
      if (!known.includes(one)) say(`"${id}" names the team "${one}", which is not there; add it to teams or correct the name.`);
    for (const one of when.areas ?? [])
      if (!areas.includes(one)) say(`"${id}" names the area "${one}", which the matrix does not have; correct the name.`);
  }
  return problems;
}
