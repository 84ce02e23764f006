/**
 * The small words of the seven languages: those that carry a sentence and no subject. Which of them stand in a message
 * tells its language; what is left without them is what the message is about.
 */
export interface FunctionWords {
  /** Articles, prepositions, conjunctions: what joins a few words that are no sentence ("and to the …"). */
  joints: string;
  /** Pronouns, auxiliaries, question words: what makes a sentence of them. */
  clause: string;
  /** What stands in place of something named before. */
  back: string;
  /** The same, unless its name follows ("this jacket"). */
  pointing: string;
  /** How a message begins that goes on with what came before, longest first. */
  openings: string;
}

export const functionWords: Record<string, FunctionWords> = {
  en: {
    joints:
      'a an the of to for in on at by with from into onto about as than per via without within between during until till after before over under through against around near up out off and or but if so also then too only just please same',
    clause:
      "i i'm i've i'd i'll you you're he she we we're my your our me us is isn't are aren't was were be been being am do does don't doesn't did didn't can can't cannot could will would won't should may might must have has had haven't get got gets what what's which who whose how where where's why when there there's not no any some much many long far often soon anything something exactly again now still yes ok okay need want know tell",
    back: "it its it's they them their one ones there",
    pointing: "this that these those that's",
    openings: 'what about|how about|same for|in case of|and|but|or|so|also|then|ok|okay|for|to|in|on|at|with|without|from|if',
  },
  es: {
    joints:
      'el la los las un una unos unas lo al del de a en con por para sin sobre entre desde hasta según como que y e o u pero si también entonces solo sólo mismo misma favor',
    clause:
      'yo tú usted ustedes vosotros nosotros me te se nos os le les mi mis tu tus su sus es son está están era ser estar soy hay haber ha han he hemos tengo tiene tienen tenéis puedo puede pueden podéis quiero queremos quisiera debo hace hacer hago hacéis qué cuál cuáles quién cuándo dónde cómo cuánto cuánta cuántos cuántas cuanto cuando donde porqué no sí nada algo muy más ya aún todavía mucho mucha va voy',
    back: 'eso esto ello ellos ellas él ella allí ahí uno',
    pointing: 'ese esa esos esas este esta estos estas',
    openings: 'qué hay de|qué pasa con|y|e|pero|o|también|entonces|ok|vale|para|a|en|con|sin|desde|si|por',
  },
  fr: {
    joints:
      "le la les l' un une des du de d' à a au aux en dans par pour avec sans sur sous entre depuis jusqu'à vers chez comme que qu' et ou mais si aussi alors donc seulement même plaît",
    clause:
      "je j' tu on nous vous me m' te t' se s' mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs est est-ce sont suis êtes était être ai as avez ont avons avoir peut peux puis-je pouvez pouvons veux voudrais dois doit faut fait faire quel quelle quels quelles qui quoi quand où comment combien pourquoi ne n' pas plus non oui rien quelque très encore toujours y",
    back: "ça cela ceci c' il elle ils elles celui celle ceux celles là",
    pointing: 'ce cet cette ces',
    openings: "qu' en est-il de|qu' en est-il pour|et|mais|ou|aussi|alors|donc|ok|pour|vers|à|en|avec|sans|depuis|si|chez",
  },
  de: {
    joints:
      'der die das den dem des ein eine einen einem einer eines zu zum zur von vom für in im ins an am auf aus bei beim mit nach ohne über unter zwischen seit bis durch gegen um als wie und oder aber wenn falls auch dann also nur bitte dass ob',
    clause:
      'ich du er sie wir ihr mich dich sich uns euch mir dir ihm ihnen mein meine meinen meinem meiner dein deine sein seine ihre ihren unser unsere ist sind war bin seid wird werden wurde habe hast hat haben hatte kann kannst können könnte könnten will möchte muss müssen soll darf gibt geht was welche welcher welches welchen wer wann wo wohin woher warum wieso wieviel viel viele lange nicht kein keine keinen nein ja noch schon mal sehr mehr man hier',
    back: 'es denen davon dafür dazu damit darauf dort',
    pointing: 'das dies diese dieser dieses diesen',
    openings:
      'was ist mit|wie sieht es mit|wie ist es mit|wie ist das mit|und|aber|oder|also|auch|dann|ok|für|nach|in|im|mit|ohne|aus|bei|beim|wenn|falls',
  },
  pt: {
    joints:
      'o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para pra com sem sobre entre desde até segundo como que e ou mas se também então só mesmo mesma favor ao aos à às',
    clause:
      'eu tu você vocês nós me te lhe lhes meu minha meus minhas teu tua seu sua seus suas nosso nossa é são está estão era ser estar sou há haver tem têm tenho temos tinha posso pode podem podemos quero queria gostaria devo faz fazer faço qual quais quem quando onde quanto quanta quantos quantas porque porquê não sim nada algo muito mais já ainda vou vai foi',
    back: 'isso isto aquilo ele ela eles elas lá aí',
    pointing: 'esse essa esses essas este esta estes estas',
    openings: 'e quanto a|e quanto ao|e quanto à|quanto a|e|mas|ou|também|então|ok|para|pra|em|no|na|com|sem|se',
  },
  it: {
    joints:
      "il lo la i gli le l' un uno una un' di del dello della dell' dei degli delle a al allo alla all' ai agli alle da dal dalla dall' in nel nella nell' nei con su sul sulla per senza tra fra fino come che e ed o ma se anche allora quindi solo stesso stessa favore",
    clause:
      "io tu lui lei noi voi mi ti si ci vi mio mia miei mie tuo tua suo sua nostro vostro vostra è sono era essere sia siete c'è ho hai ha abbiamo avete hanno avere posso può possiamo potete possono voglio vorrei devo deve fa fare faccio quale quali chi cosa cos'è quando dove dov'è quanto quanta quanti quante perché non no sì niente qualcosa molto più già ancora vuole",
    back: 'esso essa essi ciò lì là ne',
    pointing: 'questo questa questi queste quello quella quelli quelle',
    openings: 'per quanto riguarda|che ne dite di|e|ed|ma|o|anche|allora|quindi|ok|per|in|a|con|senza|da|se',
  },
  nl: {
    joints:
      'de het een van voor in op aan bij met naar uit door over onder tussen tot zonder per sinds na om te als dan en of maar indien ook dus alleen hetzelfde alstublieft',
    clause:
      'ik jij je u hij zij ze wij we jullie me mij mijn jouw uw zijn haar ons onze is ben bent was waren wordt worden heb hebt heeft hebben had kan kun kunt kunnen zou wil willen moet moeten mag gaat doe doet wat welke welk wie wanneer waar waarom hoe hoeveel veel lang niet geen nee ja nog al heel meer er iets niets hier',
    back: 'daar ervan ervoor erover hun',
    pointing: 'het dat dit die deze',
    openings: 'hoe zit het met|wat dacht je van|en|maar|of|ook|dan|ok|oké|voor|naar|in|op|met|zonder|uit|bij|als',
  },
};

/** Words of a text in small letters. An apostrophe ends a word that leans on the next ("l'", "j'") and stays inside others ("don't"). */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’ʼ`´]/g, "'")
    .match(/(?<!\p{L})(?:[ldjmtsnc]|qu|un|dell|all|dall|nell)'(?=\p{L}{2})|[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];

export interface Lexicon {
  clause: ReadonlySet<string>;
  back: ReadonlySet<string>;
  pointing: ReadonlySet<string>;
  /** Openings as words. */
  openings: readonly (readonly string[])[];
  /** Every small word there is. */
  all: ReadonlySet<string>;
}

const lexicons = new Map(
  Object.entries(functionWords).map(([language, lists]): [string, Lexicon] => {
    const set = (...texts: string[]) => new Set(texts.flatMap((text) => text.split(/[ |]/)));
    const { joints, clause, back, pointing, openings } = lists;
    return [
      language,
      {
        clause: set(clause),
        back: set(back),
        pointing: set(pointing),
        openings: openings.split('|').map((phrase) => phrase.split(' ')),
        all: set(joints, clause, back, pointing, openings),
      },
    ];
  }),
);

/** The small words of a language, ready to look up; null for a language they are not known of. */
export const lexicon = (language: string): Lexicon | null => lexicons.get(language) ?? null;
