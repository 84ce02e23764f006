/** Whether a number is one of the papers of a person, by its shape and, where it has one, its check digit. No number alone is proof. */
export function isGovernmentId(written: string): boolean {
  const text = written.toUpperCase();
  const bare = text.replace(/[^\dA-Z]/g, '');
  return (
    // United States, only as it is written: nine digits alone are anything.
    /^(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}$/.test(text) ||
    // United Kingdom, national insurance.
    /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(bare) ||
    // Italy.
    /^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/.test(bare) ||
    spanish(bare) ||
    french(bare) ||
    germanTax(bare) ||
    germanCard(bare) ||
    nine(bare) ||
    brazilian(bare)
  );
}

const digitsOf = (text: string) => [...text].map(Number);
/** The sum of digits, each times its weight. */
const weighed = (digits: readonly number[], weights: readonly number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

/** DNI and NIE: the letter is the rest of dividing by 23. */
function spanish(text: string): boolean {
  const [, first = '', digits = '', letter = ''] = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(text) ?? [];
  if (letter === '' || (first === '') !== (digits.length === 8)) return false;
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(`${first === '' ? '' : 'XYZ'.indexOf(first)}${digits}`) % 23] === letter;
}

/** NIR: 13 signs and a key. Corsica's letters count as 19 and 18. */
function french(text: string): boolean {
  const [, body = '', key = ''] = /^([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(text) ?? [];
  return key !== '' && 97 - (Number(body.replace('2A', '19').replace('2B', '18')) % 97) === Number(key);
}

/** Steuer-ID: 11 digits, ISO 7064 with 11 and 10. */
function germanTax(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false;
  const digits = digitsOf(text);
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (digit + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === digits[10];
}

/** Identity card and passport: nine signs without vowels, and a digit that checks them (ICAO 9303). */
function germanCard(text: string): boolean {
  if (!/^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{8}\d$/.test(text)) return false;
  const values = [...text].map((sign) => Number.parseInt(sign, 36));
  return weighed(values, [7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === values[9];
}

/** The Netherlands' BSN and Portugal's NIF have nine digits. */
function nine(text: string): boolean {
  if (!/^\d{9}$/.test(text) || /^0{3}/.test(text)) return false;
  const digits = digitsOf(text);
  const rest = weighed(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  const portuguese = /^[1-35689]/.test(text) && (rest < 2 ? 0 : 11 - rest) === digits[8];
  return portuguese || weighed(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** CPF: eleven digits, the last two check the others. */
function brazilian(text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1+$/.test(text)) return false;
  const digits = digitsOf(text);
  const check = (count: number) => {
    const rest =
      (weighed(
        digits,
        Array.from({ length: count }, (_, i) => count + 1 - i),
      ) *
        10) %
      11;
    return rest === 10 ? 0 : rest;
  };
  return check(9) === digits[9] && check(10) === digits[10];
}
