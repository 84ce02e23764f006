import type { Finding } from '../claim.ts';

/** Words of the machinery. They are nobody's answer, whatever a passage says. */
const leak =
  /\b(?:system (?:prompt|message|instructions?)|developer (?:prompt|message|instructions?)|my (?:own )?(?:instructions?|prompt|guidelines|programming|training data|knowledge cutoff)|here are (?:my|the) instructions|(?:i was|i am|i'm|i have been|i've been) (?:instructed|told|programmed|prompted|configured) (?:to|not|by|that)|ignor(?:e|ing) (?:all |any |the |your )?(?:previous|prior|above|earlier) (?:instructions?|prompts?|messages?)|disregard (?:all |any |the |your )?(?:previous|prior|above) (?:instructions?|prompts?)|as an? (?:ai|artificial intelligence)(?: language)?(?: model)?|(?:large )?language model|chatgpt|gpt-?[345]\S*|openai|anthropic|jailbreak|do anything now|begin system|end of (?:prompt|instructions)|only from the passages|use only the (?:approved )?(?:passages|context))\b|<\|[^|>]{1,40}\|>|\[\/?(?:inst|sys)\]|<<\/?sys>>|^(?:system|assistant|developer|user)\s*:|###\s*(?:instruction|system|response)|\b(?:api[ _-]?key|secret key|access token|bearer token)\b|\b(?:sk|pk|ghp|xox[bp])[-_][A-Za-z0-9_-]{12,}/im;

export function leaksIn(text: string): Finding[] {
  const said = leak.exec(text)?.[0];
  return said === undefined ? [] : [{ kind: 'leak', words: said }];
}
