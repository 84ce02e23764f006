import { hasLapsed } from '../../policy/evaluate.ts';
import type { Rule } from '../../policy/schema.ts';
import type { Engine } from './engine.ts';

/** How far ahead people are told. */
const days = 30;

/** Something that people said they would look at again. */
export interface DueReview {
  kind: 'article' | 'rule';
  id: string;
  title: string;
  /** Who answers for it; rules belong to whoever decides on the policy. */
  owner: string | null;
  reviewBy: string;
  /** What the date does: nothing before it; past it an article is not answered from, and a permission is none. */
  effect: 'soon' | 'not-answered-from' | 'permits-no-more' | 'still-forbids';
}

/** Articles and rules of a release whose review is past or comes up soon, the longest overdue first. `today` is a date (UTC). */
export function dueReviews({ articles, policy }: Pick<Engine, 'articles' | 'policy'>, today: string): DueReview[] {
  const until = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const soon = (day: string | null | undefined): day is string => day !== null && day !== undefined && day <= until;
  const due: DueReview[] = [];
  for (const { id, title, owner, reviewBy } of articles.values())
    if (soon(reviewBy)) due.push({ kind: 'article', id, title, owner, reviewBy, effect: today > reviewBy ? 'not-answered-from' : 'soon' });
  for (const rule of policy.rules) {
    const { id, title, review_by: reviewBy } = rule;
    if (soon(reviewBy)) due.push({ kind: 'rule', id, title, owner: null, reviewBy, effect: effectOf(rule, reviewBy, today) });
  }
  return due.sort((a, b) => (a.reviewBy < b.reviewBy ? -1 : a.reviewBy > b.reviewBy ? 1 : a.id < b.id ? -1 : 1));
}

function effectOf(rule: Rule, reviewBy: string, today: string): DueReview['effect'] {
  if (hasLapsed(rule, today)) return 'permits-no-more';
  return today > reviewBy ? 'still-forbids' : 'soon';
}
