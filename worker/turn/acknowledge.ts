import type { Policy, Say } from '../../policy/bundle.ts';
import type { Decision } from '../../policy/evaluate.ts';
import { linesFor } from '../../policy/help-lines.ts';
import { privacyDefaults } from '../../policy/privacy.ts';
import type { Facts } from '../../policy/schema.ts';
import type { Opened } from './privacy/opened.ts';

interface Known {
  policy: Policy;
  facts: Pick<Facts, 'language' | 'safety'>;
  /** The privacy case that this message opens. */
  opened: Opened | null;
  /** Region of the visitor's locale; empty where it is not known. */
  region: string;
  say: Say;
}

/**
 * The words of a handoff that depend on what was recognized: the kind of privacy request with its day, the kind of danger with the
 * help lines of the visitor's region. Which rule decided, and what it wants, stays as it is.
 */
export function acknowledge(decision: Decision, { policy, facts, opened, region, say }: Known): { decision: Decision; say: Say } {
  const { language, safety } = facts;
  const { emergency, helpline } = linesFor(policy.helpLines, region, language, policy.wording[0]?.locale);
  const values = { emergency, helpline, ...(opened && { due: dayInWords(opened.due, language, region, policy) }) };
  const informed: Say = (key, more) => say(key, { ...values, ...more });
  const own = ownWords(decision.say, policy, safety.kind, opened);
  return { decision: own !== undefined && informed(own) !== '' ? { ...decision, say: own } : decision, say: informed };
}

/** The key of the words for this kind, where the rule says the general ones. */
function ownWords(key: string | null, { privacy, helpLines }: Policy, danger: string, opened: Opened | null): string | undefined {
  const requests = privacy ?? privacyDefaults;
  if (key === requests.acknowledgement && opened && opened.type !== '') return requests.acknowledgements[opened.type];
  if (helpLines && key === helpLines.acknowledgement && Object.hasOwn(helpLines.acknowledgements, danger))
    return helpLines.acknowledgements[danger];
  return undefined;
}

/** "27 December 2026" in the language the words are in. English without a region puts the day first, which nobody misreads. */
function dayInWords(day: string, language: string, region: string, policy: Policy): string {
  const spoken = policy.wording.some(({ locale }) => locale === language) ? language : (policy.wording[0]?.locale ?? 'en');
  const locale = region !== '' ? `${spoken}-${region}` : spoken === 'en' ? 'en-GB' : spoken;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
