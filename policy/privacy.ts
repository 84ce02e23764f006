import { z } from 'zod';

/** Rights over personal data that people use, each recognized by the topic `privacy-<type>`. */
export const privacyTypes = ['access', 'deletion', 'correction', 'portability', 'opt-out', 'complaint'] as const;
export const privacyTypeSchema = z.enum(privacyTypes);

/** How long an answer may take by law: whole calendar months, or days. */
export const periodSchema = z.union([
  z.strictObject({ months: z.int().min(1).max(12) }),
  z.strictObject({ days: z.int().min(1).max(365) }),
]);

const regimeSchema = z.strictObject({
  title: z.string().min(1),
  due: periodSchema,
  /** Types of request that have less time. */
  types: z.partialRecord(privacyTypeSchema, periodSchema).default({}),
});

/** Which law's deadlines hold for the site, and the words that a request is acknowledged with. */
export const privacyPolicySchema = z.strictObject({
  version: z.int().positive(),
  /** One of `regimes`. */
  regime: z.string(),
  /** A request belongs to the day on which it arrives there (IANA name). */
  time_zone: z.string().default('UTC'),
  regimes: z.record(z.string().regex(/^[a-z0-9-]+$/), regimeSchema),
  /** Key of the words where the type is not known; words of a type take their place where the rule says these. */
  acknowledgement: z.string(),
  /** Keys of the words by type. Each has `{due}`. */
  acknowledgements: z.partialRecord(privacyTypeSchema, z.string()).default({}),
});

export type PrivacyType = z.infer<typeof privacyTypeSchema>;
export type Period = z.infer<typeof periodSchema>;
export type PrivacyPolicy = z.infer<typeof privacyPolicySchema>;

/** What holds for a policy that says nothing: the shorter of the known deadlines, and the words of the rule. */
export const privacyDefaults: PrivacyPolicy = {
  version: 1,
  regime: 'gdpr',
  time_zone: 'UTC',
  regimes: { gdpr: { title: 'GDPR', due: { months: 1 }, types: {} } },
  acknowledgement: 'privacy-acknowledged',
  acknowledgements: {},
};

/** How long the site has for a type of request; '' is one that nobody could tell. */
export function periodFor({ regime, regimes }: PrivacyPolicy, type: PrivacyType | ''): Period {
  const law = Object.hasOwn(regimes, regime) ? regimes[regime] : undefined;
  if (!law) return { months: 1 };
  return (type === '' ? undefined : law.types[type]) ?? law.due;
}

/** Everything wrong with the file that its schema cannot see, each with what to do. `texts` are those of the first language. */
export function checkPrivacy(policy: PrivacyPolicy, texts: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const say = (text: string) => problems.push(`privacy.yaml: ${text}`);
  if (!Object.hasOwn(policy.regimes, policy.regime))
    say(`regime "${policy.regime}" is not one of ${Object.keys(policy.regimes).join(', ') || 'none'}; add it to regimes or name another.`);
  try {
    new Intl.DateTimeFormat('en', { timeZone: policy.time_zone });
  } catch {
    say(`time_zone "${policy.time_zone}" is not known; use an IANA name like Europe/Lisbon.`);
  }
  for (const key of [policy.acknowledgement, ...Object.values(policy.acknowledgements)])
    if (!texts[key]) say(`there is no approved text "${key}"; add it to the wording.`);
  for (const [type, key] of Object.entries(policy.acknowledgements))
    if (texts[key] && !texts[key].includes('{due}')) say(`"${key}" acknowledges ${type} without {due}; say until when the answer comes.`);
  return problems;
}
