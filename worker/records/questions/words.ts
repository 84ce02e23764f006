import { tokens } from '../../../kb/tokens.ts';

/** "l'été", "dell'hotel": an article that leans on its noun would make another word of it. */
const leaning = /(?<!\p{L})(?:[ldjmtsnc]|qu|un|dell|all|dall|nell|sull)['’](?=\p{L}{2})/giu;

/** Words of a text without accents, whatever its language. */
export const plainWords = (text: string): string[] =>
  tokens(text.replace(leaning, ' '), '').map((word) => word.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC'));
