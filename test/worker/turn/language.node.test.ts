import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKnowledge } from '../../../worker/release/build.ts';
import { detectLanguage } from '../../../worker/turn/language.ts';

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
