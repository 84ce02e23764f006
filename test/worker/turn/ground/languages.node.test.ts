import { describe, expect, test } from 'vitest';
import { ground } from '../../../../worker/turn/ground/ground.ts';

/** Without WordNet: words by their beginnings, and every check that needs no dictionary. */
const samples: Record<string, { passage: string; pass: string[]; block: string[] }> = {
  de: {
    passage:
      'Sie können fast alles innerhalb von 30 Tagen nach der Lieferung zurückgeben. Die Rücksendung kostet 3,90 EUR und wird vom Erstattungsbetrag abgezogen. Gutscheine können nicht zurückgegeben werden. Wir liefern nach Österreich und in die Schweiz. Bestellungen vom 15. November bis 24. Dezember können bis zum 31. Januar zurückgegeben werden.',
    pass: [
      'Sie haben 30 Tage nach der Lieferung Zeit, um fast alles zurückzugeben.',
      'Eine Rücksendung kostet 3,90 €.',
      'Gutscheine können Sie nicht zurückgeben.',
      'Wir liefern auch nach Österreich.',
      'Innerhalb von dreißig Tagen können Sie fast alles zurückgeben.',
    ],
    block: [
      'Sie haben 60 Tage Zeit, um fast alles zurückzugeben.',
      'Eine Rücksendung kostet 4,90 €.',
      'Gutscheine können zurückgegeben werden.',
      'Wir liefern auch nach Norwegen.',
      'Ich habe Ihre Bestellung storniert.',
      'Bestellungen vom 15. November bis 24. Dezember können bis zum 15. Januar zurückgegeben werden.',
      'Der Fahrer klingelt zweimal und wartet vor der Haustür auf Ihren Hund.',
    ],
  },
  es: {
    passage:
      'Puedes devolver casi todo en un plazo de 30 días desde la entrega. La devolución por correo cuesta 3,90 EUR. Las tarjetas regalo no se pueden devolver. Enviamos a España y Portugal.',
    pass: [
      'Tienes 30 días desde la entrega para devolver casi todo.',
      'Devolver por correo cuesta 3,90 €.',
      'Las tarjetas regalo no pueden devolverse.',
    ],
    block: [
      'Tienes 45 días desde la entrega para devolver casi todo.',
      'Devolver por correo cuesta 5 euros.',
      'Las tarjetas regalo se pueden devolver.',
      'Enviamos a España y Andorra.',
      'He cancelado tu pedido.',
    ],
  },
  fr: {
    passage:
      'Vous pouvez retourner presque tout dans les 30 jours suivant la livraison. Le retour par la poste coûte 3,90 EUR. Les cartes cadeaux ne peuvent pas être retournées. Nous livrons en France et en Belgique.',
    pass: [
      'Vous avez trente jours après la livraison pour retourner presque tout.',
      'Le retour par la poste coûte 3,90 €.',
      'Les cartes cadeaux ne peuvent pas être retournées.',
    ],
    block: [
      'Vous avez 14 jours après la livraison pour retourner presque tout.',
      'Le retour par la poste coûte 4,90 €.',
      'Les cartes cadeaux peuvent être retournées.',
      'Nous livrons en France et au Luxembourg.',
      "J'ai annulé votre commande.",
    ],
  },
  it: {
    passage:
      'Può restituire quasi tutto entro 30 giorni dalla consegna. La restituzione per posta costa 3,90 EUR. Le carte regalo non si possono restituire. Spediamo in Italia e in Austria.',
    pass: [
      'Ha 30 giorni dalla consegna per restituire quasi tutto.',
      'La restituzione per posta costa 3,90 euro.',
      'Le carte regalo non possono essere restituite.',
    ],
    block: [
      'Ha 20 giorni dalla consegna per restituire quasi tutto.',
      'La restituzione per posta costa 2,90 euro.',
      'Le carte regalo si possono restituire.',
      'Spediamo in Italia e in Grecia.',
      'Ho annullato il Suo ordine.',
    ],
  },
  pt: {
    passage:
      'Pode devolver quase tudo em 30 dias após a entrega. A devolução por correio custa 3,90 EUR. Os cartões-presente não podem ser devolvidos. Enviamos para Portugal e Espanha.',
    pass: [
      'Tem 30 dias após a entrega para devolver quase tudo.',
      'A devolução por correio custa 3,90 €.',
      'Os cartões-presente não podem ser devolvidos.',
    ],
    block: [
      'Tem 15 dias após a entrega para devolver quase tudo.',
      'A devolução por correio custa 9,90 €.',
      'Os cartões-presente podem ser devolvidos.',
      'Enviamos para Portugal e Brasil.',
      'Cancelei a sua encomenda.',
    ],
  },
  nl: {
    passage:
      'Je kunt bijna alles binnen 30 dagen na levering terugsturen. Terugsturen per post kost 3,90 EUR. Cadeaubonnen kunnen niet worden teruggestuurd. Wij leveren in Nederland en België.',
    pass: [
      'Je hebt 30 dagen na levering om bijna alles terug te sturen.',
      'Terugsturen per post kost € 3,90.',
      'Cadeaubonnen kunnen niet teruggestuurd worden.',
    ],
    block: [
      'Je hebt 21 dagen na levering om bijna alles terug te sturen.',
      'Terugsturen per post kost € 6,90.',
      'Cadeaubonnen kunnen teruggestuurd worden.',
      'Wij leveren in Nederland en Duitsland.',
      'Ik heb je bestelling geannuleerd.',
    ],
  },
};

describe.each(Object.entries(samples))('%s', (language, { passage, pass, block }) => {
  const verdict = (draft: string) => ground({ question: '', passages: [passage], draft, language }).verdict;
  test.each(pass)('passes: %s', (draft) => expect(verdict(draft)).toBe('pass'));
  test.each(block)('blocks: %s', (draft) => expect(verdict(draft)).toBe('block'));
  test('is told from the draft', () => {
    expect(ground({ question: '', passages: [passage], draft: pass[0] ?? '' }).verdict).toBe('pass');
  });
});
