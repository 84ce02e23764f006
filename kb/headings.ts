import { wordCount } from './words.ts';

/** Headings that say nothing of what is below them, in the languages help centres are most often written in. */
const EMPTY = new Set(
  [
    'overview, introduction, intro, summary, conclusion, general, general information, note, notes, please note, important, attention, warning, tip, tips',
    'contents, table of contents, in this article, on this page, more, more information, additional information, further information, learn more',
    'faq, faqs, frequently asked questions, common questions, questions, questions and answers, q and a, example, examples, next steps, what is next, what’s next, what now',
    'need help, need more help, still need help, still have questions, have questions, contact us, was this helpful, resources, step, steps',
    'überblick, übersicht, einleitung, einführung, zusammenfassung, fazit, allgemein, allgemeines, hinweis, hinweise, wichtig, achtung, tipp, tipps',
    'inhalt, inhaltsverzeichnis, in diesem artikel, weitere informationen, mehr erfahren, häufige fragen, häufig gestellte fragen, beispiel, beispiele, nächste schritte',
    'aperçu, vue d’ensemble, présentation, résumé, généralités, remarque, remarques, à noter, attention, conseil, conseils, sommaire, dans cet article',
    'plus d’informations, en savoir plus, foire aux questions, questions fréquentes, questions fréquemment posées, exemple, exemples, étapes suivantes',
    'descripción general, resumen, introducción, generalidades, nota, notas, importante, atención, aviso, consejo, consejos, contenido, en este artículo',
    'más información, preguntas frecuentes, ejemplo, ejemplos, próximos pasos, pasos siguientes',
    'visão geral, resumo, introdução, nota, notas, atenção, dica, dicas, neste artigo, mais informações, saiba mais, perguntas frequentes, exemplo, exemplos, próximas etapas',
    'panoramica, riepilogo, introduzione, nota, note, attenzione, suggerimento, suggerimenti, in questo articolo, maggiori informazioni, domande frequenti, esempio, esempi',
    'overzicht, inleiding, samenvatting, opmerking, opmerkingen, let op, inhoud, in dit artikel, meer informatie, veelgestelde vragen, voorbeeld, voorbeelden, volgende stappen',
    '概述, 概览, 简介, 介绍, 注意, 备注, 说明, 提示, 目录, 本文内容, 更多信息, 了解更多, 常见问题, 示例, 后续步骤, 下一步',
  ].flatMap((line) => line.split(', ').map(plain)),
);

/** Above a list of other articles, at the end of a page. */
const RELATED = new RegExp(
  `^(?:${[
    '(?:other |more )?(?:related|similar|recommended|suggested)(?: articles?| topics?| pages?| content| links| help| questions)?|see also|further reading|more articles|other articles|read (?:next|more)|you might also like|you may also like',
    '(?:verwandte|ähnliche|weitere|passende) (?:artikel|themen|beiträge|seiten)|siehe auch|mehr zum thema',
    '(?:autres )?articles (?:connexes|liés|associés|similaires)|autres articles|voir aussi|à lire aussi|pour aller plus loin',
    '(?:otros )?artículos (?:relacionados|similares)|otros artículos|temas relacionados|ver también|véase también|lea también',
    '(?:outros )?artigos (?:relacionados|semelhantes)|outros artigos|veja também|ver também',
    'articoli (?:correlati|collegati|simili)|altri articoli|vedi anche|leggi anche',
    '(?:gerelateerde|verwante|andere) (?:artikelen|onderwerpen)|zie ook|lees ook',
    '相关文章|相關文章|相关内容|其他文章|另请参阅|另請參閱|参见|参阅',
  ].join('|')})$`,
);

/** Their labels, where they are numbered or marked as questions: "Q: ", "Step 2: ", "3. ", "B) ". */
const LABEL = new RegExp(
  `^(?:(?:${[
    'step|option|method|reason|part|q|question',
    'schritt|möglichkeit|methode|grund|teil|frage',
    'étape|méthode|raison|partie',
    'paso|opción|método|razón|motivo|parte|pregunta',
    'etapa|passo|opção|pergunta',
    'opzione|metodo|domanda',
    'stap|optie|reden|deel|vraag',
    '步骤|方法',
  ].join('|')})\\s?\\d{1,2}|\\d{1,2}|\\p{L}|第[一二三四五六七八九十\\d]+步)\\s?[:：.)–—-](?:\\s+|(?<=：))`,
  'iu',
);

/** As headings are compared: without case, signs around the words and the space that some languages put before a sign. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['`´]/g, '’')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ');
}

export const unlabelled = (heading: string) => heading.replace(LABEL, '');
export const isRelated = (heading: string) => RELATED.test(plain(heading));
/** "Overview" and "Step 1" help nobody who looks for something, also together with a title. */
export const saysNothing = (heading: string) => {
  const words = plain(unlabelled(`${heading.trim()} `));
  return words === '' || EMPTY.has(words) || isRelated(words) || LABEL.test(`${words}: `);
};

/** A heading that says what is below it, also without the page around it. */
export const tells = (heading: string) =>
  heading.length <= 300 &&
  (/[?？؟]\s*$/.test(heading)
    ? wordCount(heading) >= (/\p{Script=Latin}/u.test(heading) ? 3 : 2)
    : wordCount(heading) >= 4 && wordCount(heading) <= 30);
