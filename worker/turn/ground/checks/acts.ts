import type { Check, Claim, Finding } from '../claim.ts';
import { stemOf } from '../stems.ts';

const verbs =
  'refund|reimburs|cancel|send|sent|ship|dispatch|process|updat|chang|issu|creat|add|remov|delet|credit|order|replac|repair|open|clos|block|unblock|unlock|reset|forward|escalat|contact|call|check|arrang|book|reserv|appl|waiv|approv|confirm|register|report|transfer|extend|activat|subscrib|unsubscrib|submit|schedul|e-?mail|notif|fix|correct|give|offer|initiat|start|begin|request|ask|look into|follow up|get back|make sure|ensure|take care|expedit|prioriti|compensat|return|exchang|pass|let you know|investigat';
const ready = '(?:also |now |just |already |gladly |personally |immediately |happily |gone ahead and |go ahead and |be |been |once |)*';
/** What only somebody who acts can say: the assistant acts on nothing. */
const willAct = new RegExp(
  String.raw`\b(?:i(?:'ll| will| shall|'m going to| am going to| can| could)|let me|allow me to) ${ready}(?:${verbs})\p{L}*`,
  'iu',
);
const weWill = new RegExp(
  String.raw`\b(?:we(?:'ll| will| shall|'re going to| are going to)|(?:a|an|our|one of our|the|my) (?:colleague|agent|team|representative|manager|supervisor|specialist|staff)s?(?: \p{L}+)?(?: will|'ll| is going to| are going to)) ${ready}(?<verb>(?:${verbs})\p{L}*)(?<rest>[^.!?]*)`,
  'iu',
);
const iDid =
  /\bi(?:'ve| have)? (?:just |already |now |also |went ahead and )*(?:refunded|cancell?ed|sent|shipped|processed|updated|changed|issued|created|added|removed|deleted|credited|ordered|replaced|opened|closed|blocked|unlocked|reset|forwarded|escalated|contacted|checked|arranged|booked|reserved|applied|waived|approved|confirmed|registered|reported|transferred|extended|activated|subscribed|unsubscribed|submitted|scheduled|e-?mailed|notified|fixed|corrected|made|taken care|passed)\b/iu;
const weDid =
  /\bwe(?:'ve| have)(?: just| already| now| also)* (?<verb>refunded|cancell?ed|sent|shipped|processed|updated|changed|issued|created|added|removed|deleted|credited|ordered|replaced|repaired|opened|closed|blocked|unlocked|reset|forwarded|escalated|contacted|arranged|booked|reserved|applied|waived|approved|confirmed|registered|reported|transferred|extended|activated|unsubscribed|submitted|scheduled|e-?mailed|notified|fixed|corrected|received|started|initiated)\b/iu;
const state =
  /\b(?:you|your(?: [\p{L}-]+){1,4}?|(?:the|this|a) (?:new |old |missing |full )?(?:refund|order|parcel|package|payment|replacement|claim|ticket|request|return|address|account|card|money|amount|points|label|item|one|e-?mail|invoice)) (?:has|have|was|were|is|are)(?: now| just| already| being| also)*(?: been| being)?(?: successfully| now| just| already)* (?<verb>refunded|cancell?ed|sent|shipped|dispatched|processed|updated|changed|issued|created|added|removed|deleted|credited|replaced|repaired|opened|closed|blocked|unlocked|reset|forwarded|escalated|arranged|booked|applied|waived|approved|confirmed|registered|transferred|extended|activated|unsubscribed|subscribed|submitted|scheduled|notified|fixed|corrected|delivered|received|initiated)\b/iu;
const onTheWay = /\b(?:is|are)(?: now| already)? (?:on (?:its|their|the) way|under way|underway|in transit|out for delivery)\b/i;
const favour =
  /\b(?:as an exception|exceptionally|as a (?:gesture|courtesy)|for (?:your|the) (?:trouble|inconvenience)|just for you|special (?:offer|discount) for you)\b/i;
const elsewhere =
  /\b(?:(?:he|hemos) (?:reembolsado|cancelado|enviado|actualizado|añadido)|j'ai (?:remboursé|annulé|envoyé|mis à jour|ajouté)|nous avons (?:remboursé|annulé|envoyé)|ich habe\b[^.]{0,60}(?:erstattet|storniert|geschickt|versandt|geändert|hinzugefügt)|wir haben\b[^.]{0,60}(?:erstattet|storniert)|(?:reembolsei|cancelei|enviei|atualizei|adicionei)|ho (?:rimborsato|annullato|inviato|aggiornato|aggiunto)|ik heb\b[^.]{0,60}(?:terugbetaald|geannuleerd|verzonden|gewijzigd|toegevoegd)|ich (?:werde|schicke|storniere|erstatte)|ik (?:zal|stuur|annuleer)|je (?:vais|vous envoie|vous rembourse)|(?:te|le) (?:enviaré|reembolsaré)|vou (?:enviar|cancelar|reembolsar)|(?:le|ti) (?:invierò|rimborserò))\b/iu;

/** Promises of an action: nothing that the guard passes has anybody behind it. */
export const promises: Check = (claim) => {
  const { reading, sources } = claim;
  const text = reading.text;
  const found = (words: string): Finding[] => (stands(words, claim) ? [] : [{ kind: 'promise', words }]);
  const mine = willAct.exec(text)?.[0];
  if (mine !== undefined) return found(mine);
  const exception = favour.exec(text)?.[0];
  if (exception !== undefined && !sources.text.toLowerCase().includes(exception.toLowerCase())) return found(exception);
  const ours = weWill.exec(text);
  if (!ours?.groups) return [];
  // "We will refund the difference" may be what an article says that the shop does; then a sentence of it has the verb.
  const stem = stemOf((ours.groups.verb ?? '').toLowerCase(), claim.language);
  const said =
    sources.places(stem).some(({ segment }) => /\b(?:we|our|us)\b/i.test(segment.text) || segment.words.length > 0) &&
    !/\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week)|within the hour|shortly|in a moment|soon)\b/i.test(text);
  return said ? [] : found(ours[0].slice(0, 80));
};

/** Claims of having done something. Only order facts know what was done. */
export const done: Check = (claim) => {
  const text = claim.reading.text;
  const found = (words: string): Finding[] => (stands(words, claim) ? [] : [{ kind: 'done', words }]);
  const mine = iDid.exec(text)?.[0] ?? elsewhere.exec(text)?.[0];
  if (mine !== undefined) return found(mine);
  for (const match of [weDid.exec(text), state.exec(text)]) {
    if (!match?.groups) continue;
    const known = claim.facts.has(stemOf((match.groups.verb ?? '').toLowerCase(), claim.language));
    // "Once it has been approved", "if your card was blocked", "which was sent": a case, not a claim.
    const before = text.slice(0, match.index);
    if (
      !known &&
      !/\b(?:if|when|once|after|until|unless|whether|before|as soon as|that|which|who|any|items?|in case)\b/i.test(
        before + match[0].split(' ')[0],
      ) &&
      !general(match[0], match.groups.verb ?? '', claim) &&
      !told(match.groups.verb ?? '', claim)
    )
      return found(match[0]);
  }
  const way = onTheWay.exec(text)?.[0];
  if (way === undefined || /\b(?:if|when|once|already on its way may|that)\b/i.test(text)) return [];
  return claim.facts.text.length > 0 && /\b(?:way|transit|shipped|sent|delivery)\b/i.test(claim.facts.text) ? [] : found(way);
};

/** An article tells of the past as well: "orders that have been paid". */
const told = (verb: string, { sources, language }: Claim) =>
  sources
    .places(stemOf(verb.toLowerCase(), language))
    .some(({ segment }) => /\b(?:was|were|been)\b/i.test(segment.text) && !/\b(?:if|when|once|after|until|unless)\b/i.test(segment.text));
const stands = (words: string, { sources }: Claim) => sources.text.toLowerCase().includes(words.toLowerCase());

/** "Your card is charged when the item is sent": present tense, and an article says so of everybody's. */
function general(words: string, verb: string, { sources, language }: Claim): boolean {
  if (/\b(?:has|have|now|just|already|been|was|were)\b/i.test(words)) return false;
  return /^you are /i.test(words) || sources.has(stemOf(verb.toLowerCase(), language));
}
