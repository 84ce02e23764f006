import type { Check } from '../claim.ts';

const legal =
  /\b(?:sue|suing|lawsuit|lawyers?|attorneys?|solicitors?|legal (?:action|claim|advice|steps|right|rights|remedy|remedies)|take (?:them|us|it) to court|small claims|liable|liability|compensation|damages|by law|under (?:the )?(?:gdpr|consumer (?:rights|law)|law)|statutory|entitled to (?:withdraw|rescind|damages)|breach of contract|anwalt|klagen|abogado|demandar|avocat|poursuivre en justice|advogado|processar|avvocato|advocaat)\b/i;
const medical =
  /\b(?:aspirin|ibuprofen|paracetamol|acetaminophen|antibiotics?|ointment|painkillers?|medication|medicine|dosage|doses?|milligrams?|\d+ ?mg|see (?:a|your) (?:doctor|physician|gp)|consult (?:a|your) (?:doctor|physician)|diagnos\p{L}+|symptoms?|disorder|disease|infection|fracture|therapy|oxygen therapy|treat(?:ed|ment)? (?:with|of) (?:antibiotic|oxygen)|poisoning|overdose|allerg\p{L}+|induce vomiting|cpr|arzt|medikament|médico|médecin|medico|dokter)\b/iu;

/** Neither law nor medicine, unless the very words are approved. */
export const advice: Check = ({ reading, sources }) => {
  for (const pattern of [legal, medical]) {
    const said = pattern.exec(reading.text)?.[0];
    if (said !== undefined && !(said.toLowerCase().match(/\p{L}{3,}/gu) ?? [said]).every((word) => sources.hasWord(word)))
      return [{ kind: 'advice', words: said }];
  }
  return [];
};
