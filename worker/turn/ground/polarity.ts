/** Words that take back what stands behind them, or around them. */
const negators = new Set(
  `not no never cannot nor neither without none nobody nothing nowhere hardly barely unable cant wont dont doesnt isnt arent lack lacks lacking refuse refuses refused
 nunca sin ningún ninguna ninguno nada tampoco jamás ni ne pas jamais sans aucun aucune rien nicht kein keine keinen keiner keinem keines nie niemals ohne weder nichts
 não sem nenhum nenhuma nem non mai senza nessun nessuna nessuno niente né niet geen nooit zonder noch`.split(/\s+/),
);
const contracted = /n't$/;
/** "no" is also a thanks, and an answer: "No, …". */
export function isNegator(lower: string, opensAnswer: boolean, language: string): boolean {
  if (lower === 'no') return (language === 'en' || language === 'es' || language === 'it') && !opensAnswer;
  if (lower === 'ni' || lower === 'ne' || lower === 'né') return language === 'fr' || language === 'es' || language === 'it';
  if (
    lower === 'sin' ||
    lower === 'nada' ||
    lower === 'mai' ||
    lower === 'noch' ||
    lower === 'pas' ||
    lower === 'non' ||
    lower === 'nie' ||
    lower === 'sem'
  )
    return (
      language !== 'en' &&
      !(lower === 'noch' && language === 'de') &&
      !(lower === 'mai' && language !== 'it') &&
      !(lower === 'pas' && language === 'nl')
    );
  return negators.has(lower) || contracted.test(lower);
}

const prefix = /^(?:un|non-?|dis|in|im|ir)(?=[a-z]{4})/;
/** "unopened" is "opened" taken back, if that is a word: which is for the caller to know. */
export function withoutPrefix(lower: string): string | null {
  const found = prefix.exec(lower)?.[0];
  return found === undefined ? null : lower.slice(found.length);
}

/** What ends the reach of a negation. */
export const breaks = new Set(
  'but however although though unless until till because since while whereas if when whenever so except once after before which who where aber sondern wenn weil obwohl außer bis pero sino si porque aunque excepto hasta mais si parce sauf mas se porque exceto ma perché tranne maar als omdat tenzij'.split(
    ' ',
  ),
);
