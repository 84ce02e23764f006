const nothing =
  /\b(?:(?:passages?|texts?|context|information|articles?|sources?|documents?|it|they)(?: \p{L}+){0,3} (?:do|does|did)(?: not|n't) (?:\p{L}+ )?(?:mention|say|state|specify|contain|provide|include|give|address|explain|discuss|offer|answer|cover|list|indicate)|(?:is|are|was|were)(?: not|n't) (?:\p{L}+ )?(?:mentioned|stated|specified|provided|given|addressed|explained|discussed|included|listed|covered)|(?:unable|cannot|can't|can not|not able|not possible|not enough information|insufficient information|no information|no mention)|(?:i|we) (?:do not|don't) (?:know|have))\b/iu;
const aboutSources = /\b(?:passages?|texts?|context|information|articles?|sources?|documents?|provided|given|answer|question|know)\b/i;

/** "The passages do not say …": a sentence that claims nothing about the matter. */
export const abstains = (text: string) => nothing.test(text) && aboutSources.test(text);
