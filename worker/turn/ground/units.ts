/** What a number counts. `amount` times the number, within one class, can be compared. */
export interface Unit {
  of: string;
  amount: number;
}

const lines: Record<string, [amount: number, words: string][]> = {
  // In minutes. A month is no number of days.
  time: [
    [1 / 60, 'second seconds sec secs segundo segundos seconde secondes sekunde sekunden secondo secondi seconden'],
    [1, 'minute minutes min mins minuto minutos minuten minuti minuut'],
    [60, 'hour hours hr hrs h hora horas heure heures stunde stunden ora ore uur uren std'],
    [1_440, 'day days día días dia dias jour jours tag tage tagen giorno giorni dag dagen'],
    [10_080, 'week weeks semana semanas semaine semaines woche wochen settimana settimane weken'],
    [20_160, 'fortnight fortnights'],
  ],
  workday: [
    [
      1,
      'weekday weekdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen feriali ouvrables ouvrés hábiles laborables úteis lavorativi',
    ],
  ],
  // In months.
  month: [
    [1, 'month months mes meses mois monat monate monaten mese mesi mês maand maanden'],
    [12, 'year years yr yrs año años an ans année années jahr jahre jahren anno anni ano anos jaar'],
  ],
  '%': [[1, '% percent prozent procent pct']],
  EUR: [[1, '€ eur euro euros']],
  USD: [[1, '$ usd dollar dollars']],
  GBP: [[1, '£ gbp pound pounds sterling']],
  CHF: [[1, 'chf franc francs franken sfr']],
  NOK: [[1, 'nok kroner krone']],
  JPY: [[1, '¥ jpy yen']],
  // In grams, millimetres, millilitres.
  weight: [
    [1, 'g gram grams gramme gramm gramos grammes grammi gramas'],
    [1_000, 'kg kilo kilos kilogram kilograms kilogramm kilogrammes'],
    [453.6, 'lb lbs'],
    [28.35, 'oz ounce ounces'],
  ],
  length: [
    [1, 'mm millimetre millimetres millimeter millimeters'],
    [10, 'cm centimetre centimetres centimeter centimeters'],
    [1_000, 'm metre metres meter meters metro metros mètre mètres metri'],
    [1_000_000, 'km kilometre kilometres kilometer kilometers'],
    [25.4, 'inch inches'],
    [304.8, 'ft foot feet'],
    [1_609_344, 'mile miles'],
  ],
  volume: [
    [1, 'ml millilitre millilitres milliliter milliliters'],
    [1_000, 'l litre litres liter liters litro litros litri'],
  ],
  degree: [[1, '° °c c celsius degree degrees grad grados degrés gradi graus graden']],
};

const units = new Map<string, Unit>();
for (const [of, rows] of Object.entries(lines))
  for (const [amount, words] of rows) for (const word of words.split(' ')) units.set(word, { of, amount });

export const unitOf = (word: string | undefined): Unit | undefined => (word === undefined ? undefined : units.get(word));
export const isMoney = (of: string) => /^[A-Z]{3}$/.test(of);

/** "working days", "business days"; in other languages behind the days ("jours ouvrables"). */
export const working = new Set(['working', 'business', 'work', 'trading', 'werk']);
export const workingAfter = new Set([
  'ouvrables',
  'ouvrés',
  'ouvrable',
  'hábiles',
  'laborables',
  'úteis',
  'lavorativi',
  'feriali',
  'hábil',
  'útil',
  'lavorativo',
]);
/** "calendar days", "opening hours", "full days": days and hours all the same. */
export const plainly = new Set([
  'calendar',
  'consecutive',
  'full',
  'whole',
  'opening',
  'natural',
  'additional',
  'more',
  'further',
  'extra',
  'swiss',
  'norwegian',
]);
