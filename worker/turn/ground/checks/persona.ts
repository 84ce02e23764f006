import type { Check } from '../claim.ts';

/** "I am a pirate", "I'm the manager": who speaks is an assistant, and plays nobody. */
const role =
  /\b(?:i am|i'm|ich bin|je suis|(?:yo )?soy|(?:eu )?sou|(?:io )?sono|ik ben) (?:(?:a|an|the|your|ein|eine|der|die|dein|deine|un|une|le|la|votre|una|el|tu|su|um|uma|o|il|lo|een|de|je) )(?<who>(?:[\p{L}-]+ ?){1,3})/iu;
const assistant = /\b(?:assist\p{L}*|bot|chatbot)/iu;

export const persona: Check = ({ reading, sources }) => {
  const found = role.exec(reading.text);
  const who = found?.groups?.who ?? '';
  if (!found || assistant.test(who) || sources.text.toLowerCase().includes(found[0].trim().toLowerCase())) return [];
  return [{ kind: 'persona', words: found[0].trim() }];
};
