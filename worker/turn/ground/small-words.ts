import { functionWords } from '../function-words.ts';

/** Words that say nothing about the matter in an answer: how it addresses, joins and softens. */
const talk = `yes no sure course certainly unfortunately however therefore thus also additionally moreover furthermore overall generally simply just please note remember keep mind important mention mentioned sorry hi hello dear thanks thank glad help hear know let want would like example such way ways thing things one ones well etc else even though although while whereas since because according based given provided provide provides information passage passages context text article question answer answers following follows includes include including various certain several different specific particular general main possible able need needs make makes made do done doing get gets got getting go goes going use uses using see look find here below above first second third finally then next once may might can could will shall should must it's i'm we're you're that's there's don't it'd still already right away way whenever whatever whichever whether either neither both each every any some all most many much more less few lot per via within upon toward towards onto among around across along about up down out off over under again back too very really quite rather instead simply depending typically usually often sometimes likely regarding concerning related refer refers state states stated says say said mean means case cases time times day days week weeks month months year years hour hours minute minutes him his himself her hers herself himself themselves them itself ourselves yourself myself someone somebody everyone everybody everything everywhere anyone anybody anything anywhere others discuss discusses discussed discussing suggest suggests suggested mention mentions mentioning express expresses expressed ask asks asked asking inform informs informed explain explains explained describe describes described talk talks talked speak speaks spoke agree agrees agreed advise advises offer offers offered plan plans decide decides decided type types kind kinds range variety number twice actually basically essentially especially particularly currently previously recently potential prospective two friends`;

const stops = new Map<string, ReadonlySet<string>>();

/** What carries a sentence and no subject, in one language. */
export function smallWords(language: string): ReadonlySet<string> {
  const known = stops.get(language);
  if (known) return known;
  const { joints, clause, back, pointing } = functionWords[language] ?? { joints: '', clause: '', back: '', pointing: '' };
  const made = new Set([joints, clause, back, pointing, language === 'en' ? talk : ''].join(' ').split(/\s+/));
  made.delete('');
  for (const word of ['without', 'not', 'no', 'outside', 'inside', 'free'])
    if (language === 'en' && word !== 'not' && word !== 'no') made.delete(word);
  stops.set(language, made);
  return made;
}
