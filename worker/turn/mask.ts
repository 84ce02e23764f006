/**
 * Card numbers and passwords never reach storage: they are replaced before the first write, in the customer's and the
 * agent's words alike. Card numbers are runs of 13 to 19 digits that pass the Luhn check (ISO/IEC 7812-1).
 */
const digits = /(?<![\d.,])\d(?:[ \-.]?\d){12,18}(?![\d])/g;

/** "password is x", "mot de passe : x" in the seven languages; the word after it is the secret. */
const password =
  /(?<!\p{L})(pass ?words?|pass ?codes?|pwd|pin(?: code)?|contraseña|mot de passe|kennwort|passwort|senha|palavra-passe|wachtwoord)(?!\p{L})(\s*(?:is|was|are|es|est|ist|lautet|é|è|:|=|-)\s*|\s*[:=]\s*)(["'“”«»]?)(\S+)/giu;

/** "password is wrong" speaks about a password and holds none. */
const notSecret =
  /^(?:not|wrong|incorrect|invalid|expired|lost|forgotten|reset|changed|rejected|required|no|weak|too|never|being|the|a|my|what|working|right|ok|okay|fine|correct|blocked|locked|case|no|incorrecta|falsch|abgelaufen|expiré|incorrect|scaduta|verlopen)[.,!?]?$/iu;

export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    let digit = number.charCodeAt(number.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

export function mask(text: string): string {
  return text
    .replace(digits, (run) => {
      const number = run.replace(/\D/g, '');
      return passesLuhn(number) && !/^0+$/.test(number) ? `[card ending ${number.slice(-4)}]` : run;
    })
    .replace(password, (whole, word: string, link: string, quote: string, secret: string) =>
      notSecret.test(secret) ? whole : `${word}${link}${quote}[hidden]`,
    );
}
