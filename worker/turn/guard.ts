import { plainText } from '../../kb/blocks.ts';
import { passagesOf } from '../../kb/chunk.ts';
import type { Article } from '../../kb/schema.ts';
import { type CompiledTone, toneFindings } from '../../policy/tone-match.ts';
import { composedFindings } from './compose/findings.ts';
import type { Draft, Verdict } from './record.ts';
import { plain } from './topics.ts';

/** Words that promise a person, in the languages of the wording. Only a handoff may say them, because only a handoff is written down with them. */
const promisesPerson =
  /(?<!\p{L})(?:(?:i(?:'ll| will| am|'m)|we(?:'ll| will)|let me) (?:now )?(?:transfer|connect|hand(?:ing)? you|put you through|pass(?:ing)? you|get(?:ting)? you)|(?:an? |our )(?:agent|person|colleague|human|representative|team member)(?: (?:from|of) (?:our|the) \p{L}+)? (?:will|is going to) (?:join|take over|reply|contact|be with)|una persona (?:se unirá|entrerà)|une personne va (?:vous )?rejoindre|ein mensch kommt|uma pessoa vai entrar|een medewerker komt)/iu;

export interface GuardInput {
  draft: Draft;
  /** The customer's words and language: a composed draft is held against them, too. */
  question?: string;
  language?: string;
  articles: ReadonlyMap<string, Article>;
  orderVerified: boolean;
  /** Phrases that the voice forbids; left out where the policy has none. */
  tone?: readonly CompiledTone[];
}

/** Every check with its result; a draft goes out only if all passed. The text of a handoff does not pass through here. */
export function guard({ draft, question = '', language = 'en', articles, orderVerified, tone = [] }: GuardInput): Verdict[] {
  const verdicts: Verdict[] = [];
  const check = (name: string, passed: boolean, detail: string) => verdicts.push({ check: name, passed, detail });
  const text = textOf(draft);
  check('has-words', draft.kind === 'none' || text.trim() !== '', 'an empty text is never sent');
  check('promises-no-person', draft.kind === 'verbatim' || !promisesPerson.test(plain(text)), 'only a handoff may promise a person');
  // Articles are somebody's approved words: what is wrong with their tone is said when a release is built.
  if (tone.length > 0 && draft.kind !== 'verbatim' && draft.kind !== 'none') {
    const [said] = toneFindings(tone, plain(text));
    check('tone', said === undefined, said ? `"${said.said}" sounds ${said.kind}` : 'nothing that the voice forbids');
  }
  if (draft.kind === 'verbatim') {
    const approved = articles.get(draft.articleId);
    check('approved-text', approved !== undefined && isApproved(approved, text), `word for word as approved in ${draft.articleId}`);
  }
  if (draft.kind === 'composed') {
    const said = composedFindings(draft, { question, language, articles });
    check('grounded', said.length === 0, said.join('; ') || 'every sentence is supported by the passages that it cites');
  }
  if (draft.kind === 'choose') {
    const approved = draft.choices.every(({ articleId, title }) => articles.get(articleId)?.title === title);
    check('approved-choices', approved && draft.choices.length > 1, 'titles of articles, as they stand, and more than one');
  }
  if (draft.kind === 'order') check('order-verified', orderVerified, 'an order is shown only after it was proven');
  return verdicts;
}

/** The whole article, or one passage of it. */
const isApproved = (article: Article, text: string) =>
  plainText(article.blocks) === text || passagesOf(article).some((passage) => passage.text === text);

function textOf(draft: Draft): string {
  if (draft.kind === 'none') return '';
  return draft.kind === 'verbatim' ? plainText(draft.blocks) : draft.text;
}
