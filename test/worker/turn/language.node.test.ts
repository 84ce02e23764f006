import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKnowledge } from '../../../worker/release/build.ts';
import { detectLanguage } from '../../../worker/turn/language.ts';
import { sentences as messages } from './sentences.ts';

/** What customers write first, eight or more short sentences a language. */
const sentences: Record<string, string[]> = {
  de: [
    'Wo ist mein Paket?',
    'Wie lange dauert die Lieferung nach Frankreich?',
    'Ich möchte meine Bestellung stornieren',
    'Kann ich die Jacke umtauschen?',
    'Wie kann ich etwas zurückgeben',
    'was kostet der Versand',
    'Welche Größe soll ich nehmen?',
    'Mein Zelt ist kaputt angekommen',
    'Bitte löschen Sie meine Daten',
    'ich will mit einem Menschen sprechen',
  ],
  es: [
    '¿Dónde está mi pedido?',
    '¿Cuánto tarda el envío?',
    'Quiero devolver la chaqueta',
    'cuánto cuesta el envío',
    'puedo pagar con paypal',
    'quiero hablar con una persona',
    'mi paquete no ha llegado',
    'borren mis datos por favor',
  ],
  fr: [
    'Où est ma commande ?',
    'Combien coûte la livraison ?',
    "je veux parler à quelqu'un",
    'comment retourner un article',
    'quelle taille dois-je prendre',
    "mon colis n'est pas arrivé",
    'supprimez mes données',
    'je voudrais un remboursement',
  ],
  it: [
    "Dov'è il mio ordine?",
    'Quanto costa la spedizione?',
    'voglio parlare con una persona',
    'come posso restituire un articolo',
    'che taglia devo prendere',
    'il pacco non è arrivato',
    'vorrei un rimborso',
    'cancellate i miei dati',
  ],
  nl: [
    'Waar is mijn bestelling?',
    'Hoe lang duurt de levering?',
    'ik wil iemand spreken',
    'hoe kan ik iets terugsturen',
    'welke maat moet ik nemen',
    'mijn pakket is niet aangekomen',
    'ik wil mijn geld terug',
    'verwijder mijn gegevens',
  ],
  pt: [
    'Onde está a minha encomenda?',
    'Como posso devolver um artigo?',
    'quero o meu dinheiro de volta',
    'quanto custa o envio',
    'Posso trocar o tamanho?',
    'Quero falar com uma pessoa',
    'o meu pacote não chegou',
    'apaguem os meus dados',
  ],
};

test.each(Object.entries(sentences))('recognizes %s where a customer asks for an order', (language, [first = '']) => {
  expect(detectLanguage(first, 'en')).toBe(language);
});

test('recognizes three of four short sentences and takes none for another foreign language', () => {
  const all = Object.entries(sentences).flatMap(([language, texts]) => texts.map((text) => ({ text, language })));
  const found = all.map(({ text, language }) => ({ text, language, found: detectLanguage(text, 'en') }));
  expect(found.filter((one) => one.found !== one.language && one.found !== 'en')).toEqual([]);
  expect(found.filter((one) => one.found === one.language).length / all.length).toBeGreaterThan(0.75);
});

test('takes no more than one in a hundred of the shop’s English questions for another language', async () => {
  const questions = (await readKnowledge('kb/articles')).flatMap(({ questions }) => questions);
  const lost = questions.filter((question) => detectLanguage(question, 'en') !== 'en');
  expect(lost.length / questions.length).toBeLessThan(0.01);
});

test.each(['', '   ', 'ok', 'FW-10023', 'ana@example.com', '😀😀😀', '12345', '?!', '\u200b\u202e', 'x'])(
  'keeps the language of the conversation when the words do not tell: "%s"',
  (text) => {
    expect(detectLanguage(text, 'de')).toBe('de');
  },
);

test('does not let two words turn a conversation into another language', () => {
  for (const text of ['refund', 'gracias', 'Gore-Tex', 'return label']) expect(detectLanguage(text, 'nl')).toBe('nl');
});

test('does not take an order number or an address for words', () => {
  expect(detectLanguage('Where is my order FW-10023? heinz.mueller@fernweg-kunde.example', 'de')).toBe('en');
});

test('does not take direction marks for Arabic', () => {
  expect(detectLanguage('\u202eWhere is my order?\u202c', 'en')).toBe('en');
});

test('gives a language code for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }), (text) => {
      expect(detectLanguage(text, 'en')).toMatch(/^[a-z]{2,3}$/);
    }),
    { numRuns: 50 },
  );
});

const seven = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'];

/** The half of the messages that the detector was tuned on (0) or that was kept aside (1), as the first ones of a conversation. */
function measured(half: 0 | 1) {
  const all = Object.entries(messages).flatMap(([language, texts]) =>
    texts.filter((_, i) => i % 2 === half).map((text) => ({ language, text, found: detectLanguage(text, 'en', false) })),
  );
  const foreign = all.filter(({ language }) => language !== 'en' && seven.includes(language));
  const english = all.filter(({ language }) => language === 'en');
  return {
    foreign: foreign.length,
    recognized: foreign.filter(({ language, found }) => found === language).length,
    another: foreign.filter(({ language, found }) => found !== language && found !== 'en').length,
    english: english.length,
    lost: english.filter(({ found }) => found !== 'en').length,
    // In a conversation in their own language no message may change it.
    left: foreign.filter(({ language, text }) => detectLanguage(text, language) !== language).length,
  };
}

test.each([
  ['tuned on', 0, 0.9],
  ['kept aside', 1, 0.8],
] as const)('of the short messages %s it recognizes most, and takes next to none for another language', (name, half, least) => {
  const found = measured(half);
  console.log(`languages, ${name}: ${JSON.stringify(found)}`);
  expect(found.foreign).toBeGreaterThanOrEqual(90);
  expect(found.recognized / found.foreign).toBeGreaterThan(least);
  expect(found.another).toBeLessThanOrEqual(1);
  expect(found.lost).toBeLessThanOrEqual(1);
  expect(found.left).toBeLessThanOrEqual(1);
});

test('keeps every question and title of the shop English', async () => {
  const articles = await readKnowledge('kb/articles');
  const texts = articles.flatMap(({ title, questions }) => [title, ...questions]);
  for (const begun of [true, false]) expect(texts.filter((text) => detectLanguage(text, 'en', begun) !== 'en')).toEqual([]);
});

test.each([
  ['es', '¿La Patagonia Down Sweater es impermeable?'],
  ['es', 'mi Black Diamond Spot no enciende'],
  ['es', 'quiero cambiar la The North Face por otra talla'],
  ['fr', 'ma tente Big Agnes Copper Spur prend l’eau'],
  ['de', 'mein Zelt von Big Agnes ist undicht'],
  ['it', 'la giacca Active Shell è impermeabile?'],
])('English names do not turn a sentence in %s: %s', (language, text) => {
  for (const fallback of [language, 'en']) expect(detectLanguage(text, fallback, false)).toBe(language);
});

test.each(['is it waterproof', 'tent over winter', 'is card data safe', 'size chart', 'return label', 'code invalid', 'hoe to pay'])(
  'words that Dutch has, too, leave an English conversation English: %s',
  (text) => {
    for (const begun of [true, false]) expect(detectLanguage(text, 'en', begun)).toBe('en');
  },
);

test('a greeting begins a conversation in its language, and turns none that has begun', () => {
  for (const [language, text] of [
    ['es', 'hola'],
    ['fr', 'Bonjour !'],
    ['it', 'ciao'],
  ] as const) {
    expect(detectLanguage(text, 'en', false)).toBe(language);
    expect(detectLanguage(text, 'en')).toBe('en');
  }
});

test('mixed scripts and two thousand words are one language, and quickly', () => {
  expect(detectLanguage('можно return 返品 it', 'en')).toMatch(/^[a-z]{2}$/);
  expect(detectLanguage('dónde está mi pedido '.repeat(500), 'en')).toBe('es');
});
