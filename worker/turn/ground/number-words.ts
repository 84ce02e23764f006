/** Numbers in words, of the seven languages. What is also an article ("un", "een") counts only before a unit (quantities.ts). */
const lists: Record<string, string> = {
  en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  es: 'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  fr: 'zéro une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  de: 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
  pt: 'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove',
  it: 'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
  nl: 'nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
};
const tens: Record<string, string> = {
  en: 'twenty thirty forty fifty sixty seventy eighty ninety',
  es: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  fr: 'vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix',
  de: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  pt: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  it: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  nl: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
};
const hundreds = 'hundred cien ciento cent hundert cem cento honderd';
const thousands = 'thousand mil mille tausend duizend';

export interface NumberWords {
  small: ReadonlyMap<string, number>;
  hundred: ReadonlySet<string>;
  thousand: ReadonlySet<string>;
  /** Whether a text can hold a number at all; most sentences do not. */
  pattern: RegExp;
}

const byLanguage = new Map<string, NumberWords>();

export function numberWords(language: string): NumberWords {
  const known = byLanguage.get(language);
  if (known) return known;
  const small = new Map<string, number>();
  const add = (list: string | undefined, step: number, from: number) => {
    for (const [i, word] of (list ?? '').split(' ').entries()) small.set(word, from + i * step);
  };
  add(lists[language] ?? lists.en, 1, 0);
  add(tens[language] ?? tens.en, 10, 20);
  if (language === 'en') for (const [word, value] of Object.entries({ dozen: 12, twice: 2, thrice: 3 })) small.set(word, value);
  const words = [...small.keys(), ...hundreds.split(' '), ...thousands.split(' ')].join('|');
  const pattern = new RegExp(
    `\\d|(?<!\\p{L})(?:${words}|half|halbe?n?|media|demie?|mezz[ao]|meia|(?:an?|une|eine[rnm]?|una|uma) \\p{L})`,
    'iu',
  );
  const made: NumberWords = { small, hundred: new Set(hundreds.split(' ')), thousand: new Set(thousands.split(' ')), pattern };
  byLanguage.set(language, made);
  return made;
}
