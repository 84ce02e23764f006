/**
 * Card numbers and passwords never reach storage: they are replaced before the first write, in the customer's and the
 * agent's words alike. Card numbers are runs of 13 to 19 digits that pass the Luhn check (ISO/IEC 7812-1).
 */
const digit = '[0-9٠-٩۰-۹０-９]';
/** What people and copied text put between the groups of a number: up to two spaces, dashes, dots or slashes, and marks nobody sees. */
const gap = String.raw`\p{Cf}*(?:[\s.·/_\-‐-―]\p{Cf}*){0,2}`;
const runs = new RegExp(`${digit}(?:${gap}${digit})*`, 'gu');
const groups = new RegExp(`${digit}+`, 'gu');

/** "password is x", "mot de passe : x", "password for the shop: x" in the seven languages. What follows is the secret. */
const word =
  'pass ?words?|pass ?phrases?|pass ?codes?|pwd?|pin(?: ?code)?|contrase(?:ñ|n\u0303?)a|mot de passe|kennwort|passwort|senha|palavra-passe|wachtwoord';
const about = String.raw`(?:\s+(?:for|to|of|on|in|i use|para|de|del|da|do|que|pour|que j['’]utilise|für|von|zu|per|di|che|voor|van|die)\s(?:[^.!?\n:=]|\.(?=\S)){0,40}?)?`;
const link = String.raw`\s*(?:(?:is|was|are|es|era|est|était|ist|war|lautet|é|è)(?![\p{L}\p{M}'’])\s*[:=]?|[:=]|\s[-–—](?=\s))\s*`;
const linked = new RegExp(
  String.raw`(?<!\p{L})(${word})(?!\p{L})(${about}${link})(?:(["“”„«»'‘’])([^"“”„«»\n]+?)(?=["“”«»'‘’]|$)|(\S+))`,
  'giu',
);
/** "password hunter22" and "password-hunter22": without a link only what looks like one is a secret. */
const bare = new RegExp(String.raw`(?<!\p{L})(${word})(?!\p{L})([\s-]\s?)((?=\S*\p{L})(?=\S*\d)\S{6,})`, 'giu');

/** "password is wrong" speaks about a password and holds none. */
const notSecret =
  /^(?:not|nothing|something|wrong|incorrect|invalid|expired|lost|forgotten|missing|unknown|unreadable|reset|changed|rejected|refused|accepted|required|needed|no|weak|too|never|always|also|still|being|the|this|that|an?|my|your|what|working|right|ok|okay|fine|correct|safe|gone|blocked|locked|case|how|why|when|where|which|who|please|for|to|in|on|very|it|i|nicht|falsch|vergessen|abgelaufen|weg|ungültig|gesperrt|incorrecta|olvidada|caducada|pas|oublié|perdu|expiré|incorrect|faux|non|sbagliata|scaduta|dimenticata|niet|verkeerd|vergeten|verlopen|não|errada|esquecida|incorreta|expirada)[.,;:!?…]*$/iu;

export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    let value = number.charCodeAt(number.length - 1 - i) - 48;
    if (i % 2 === 1) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 === 0;
}

/** Digits of any keyboard as 0 to 9: in all four blocks the last four bits are the value. */
const plainDigits = (text: string) => [...text].map((one) => (one.codePointAt(0) ?? 0) & 15).join('');
const isCard = (number: string) => number.length >= 13 && number.length <= 19 && !/^0+$/.test(number) && passesLuhn(number);

/** A card number may stand among others ("4111 1111 1111 1111 123"): every stretch of whole groups is tried, longest first. */
function maskCards(run: string): string {
  const parts = [...run.matchAll(groups)].map((part) => ({
    at: part.index,
    end: part.index + part[0].length,
    digits: plainDigits(part[0]),
  }));
  let masked = '';
  let done = 0;
  for (let first = 0; first < parts.length; first++) {
    let number = '';
    let card = { last: -1, ending: '' };
    for (let last = first; last < parts.length && number.length < 19; last++) {
      number += parts[last]?.digits ?? '';
      if (isCard(number)) card = { last, ending: number.slice(-4) };
    }
    const from = parts[first];
    const to = parts[card.last];
    if (!from || !to) continue;
    masked += `${run.slice(done, from.at)}[card ending ${card.ending}]`;
    done = to.end;
    first = card.last;
  }
  return masked + run.slice(done);
}

export function mask(text: string): string {
  return text
    .replace(runs, maskCards)
    .replace(
      linked,
      (whole, name: string, joined: string, quote: string | undefined, quoted: string | undefined, secret: string | undefined) => {
        if (quoted !== undefined) return `${name}${joined}${quote}[hidden]`;
        const innocent = notSecret.test(secret ?? '') || (/^pin/iu.test(name) && !/\d/.test(secret ?? ''));
        return innocent ? whole : `${name}${joined}[hidden]`;
      },
    )
    .replace(bare, '$1$2[hidden]');
}
