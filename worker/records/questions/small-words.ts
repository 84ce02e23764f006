import { functionWords } from '../../turn/function-words.ts';
import { plainWords } from './words.ts';

/** How people address a shop: politeness and forms of "can you" say as little as an article does. */
const address =
  'hello hi hey thanks thank help let like shall very here hallo danke grüezi könnt wollen hola gracias podría podrían necesito estoy bonjour salut merci svp pourrais ciao grazie potreste fate dank bedankt graag kon zal olá oi obrigado obrigada poderia preciso';

/** Small in one language and a thing in another. */
const things = new Set(['hat', 'door', 'man', 'war', 'mag']);

const lists = Object.values(functionWords).flatMap(({ joints, clause, back, pointing, openings }) => [
  joints,
  clause,
  back,
  pointing,
  openings,
]);

/** Words that questions of all kinds share, in any language: what is asked is too short to tell its language for sure. */
export const smallWords: ReadonlySet<string> = new Set([address, ...lists].flatMap(plainWords).filter((word) => !things.has(word)));
