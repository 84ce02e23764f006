/**
 * What a short question may be after without naming a subject: how much, or how long. Each with the words that ask for
 * it, and what stands in a text that has an answer to it, in the seven languages.
 */
interface Pattern {
  id: string;
  asks: RegExp;
  /** Null where an amount in the text would say nothing: a deadline is not how long something takes. */
  answers: RegExp | null;
}

const word = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'giu');

const aspects: Pattern[] = [
  {
    id: 'duration',
    asks: word(
      [
        'how (?:long|soon|fast|quick|many (?:days|weeks|months|hours|years))(?: (?:does|do|will|would) (?:it|that|this|they|one) (?:take|last|need)| take)?|when',
        'cuánto (?:tiempo|tarda|tardará|dura|demora)(?: tarda| dura)?|cuántos días|cuándo',
        'combien de (?:temps|jours)(?: (?:cela|ça) (?:prend|dure))?|quand|dans quel délai',
        'wie (?:lange|schnell|viele tage)(?: (?:dauert|braucht|geht) (?:das|es|die|der)?)?|wann|dauert',
        'quanto tempo(?: (?:demora|leva|dura))?|quantos dias|quando|demora',
        'quanto (?:tempo|dura|ci vuole|ci mette)(?: ci vuole)?|quanti giorni|quando',
        'hoe (?:lang|snel|veel dagen)(?: duurt (?:dat|het|dit)?)?|wanneer|duurt',
      ].join('|'),
    ),
    answers: null,
  },
  {
    id: 'amount',
    asks: word(
      [
        'how (?:much|expensive)(?: (?:is|are|does|do|would|will) (?:it|that|this|they|one|those))?(?: cost)?|(?:what|which) (?:does|do|would|is) (?:it|that|this|they|one) cost|costs?|prices?|fees?|charged?|for free|free(?: of charge)?|expensive|pay extra',
        'cuánto (?:cuesta|cuestan|vale|valen|es|sale|cobráis)|precios?|coste|costes|gratis|gratuit[oa]s?|car[oa]s?',
        'combien (?:ça |cela )?(?:coûte|coûtent|vaut)|combien|prix|tarifs?|frais|gratuite?s?|ch(?:er|ère)s?',
        'wie ?viel(?: kostet (?:das|es)?)?|was kostet (?:das|es)?|kosten|kostet|preise?|gebühr(?:en)?|kostenlos|gratis|umsonst|teuer',
        'quanto (?:custa|custam|é|fica)|preços?|custos?|grátis|gratuit[oa]s?|car[oa]s?',
        'quanto (?:costa|costano|viene|è)|prezz[oi]|costi?|gratis|gratuit[oaie]|car[oaie]',
        'hoeveel(?: kost (?:dat|het|dit)?)?|wat kost (?:dat|het|dit)?|kosten|kost|prijs|prijzen|gratis|duur',
      ].join('|'),
    ),
    answers:
      /(?:EUR|CHF|USD|GBP|NOK|SEK|DKK|PLN|[€$£])\s?\d|\d\s?(?:EUR|CHF|USD|GBP|NOK|SEK|DKK|PLN|[€$£])|(?<!\p{L})(?:free|gratis|gratuit\p{L}*|kostenlos|grátis)(?!\p{L})/iu,
  },
];

export type Aspect = Pattern['id'];

/** The aspect that a message asks for, and the message without the words that ask for it. */
export function aspectOf(text: string): { aspect: Aspect | null; rest: string } {
  const found = aspects.find(({ asks }) => text.search(asks) >= 0);
  return found ? { aspect: found.id, rest: text.replace(found.asks, ' ') } : { aspect: null, rest: text };
}

/** Whether an article has an answer to it: it is asked for it, or has the amount in its text. */
export function answersAspect(id: Aspect, { asked, text }: { asked: readonly string[]; text: string }): boolean {
  const found = aspects.find((one) => one.id === id);
  if (!found) return false;
  return asked.some((question) => question.search(found.asks) >= 0) || (found.answers?.test(text) ?? false);
}
