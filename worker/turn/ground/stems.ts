import { stemmer } from 'stemmer';

/** Forms that no rule leads back to their word. */
const irregular = `sent send|kept keep|bought buy|paid pay|got get|gotten get|gave give|given give|took take|taken take|went go|gone go|came come|made make|said say|told tell|found find|left leave|lost lose|held hold|met meet|built build|spent spend|sold sell|brought bring|chose choose|chosen choose|broke break|broken break|began begin|begun begin|wrote write|written write|shown show|known know|knew know|grew grow|grown grow|worn wear|wore wear|torn tear|tore tear|drove drive|driven drive|thought think|caught catch|taught teach|felt feel|meant mean|read read|led lead|understood understand|saw see|seen see|spoke speak|spoken speak|stood stand|stuck stick|fell fall|fallen fall|flew fly|froze freeze|frozen freeze|hid hide|hidden hide|rode ride|ran run|sat sit|slept sleep|won win|withdrawn withdraw|children child|men man|women woman|feet foot|teeth tooth|mice mouse|people person|lives life|knives knife|shelves shelf|halves half|leaves leaf|better good|best good|worse bad|worst bad|further far|dried dry|dries dry|dryer dry|drier dry|bigger big|biggest big|easier easy|cheaper cheap|cheapest cheap|larger large|largest large|smaller small|smallest small|longer long|longest long|shorter short|lighter light|lightest light|heavier heavy|warmer warm|colder cold|coldest cold|wider wide|widest wide|narrower narrow|narrowest narrow|later late|latest late|earlier early|nearest near|nearer near|closer close|closest close|higher high|highest high|lower low|lowest low|older old|younger young|quicker quick|faster fast|stronger strong|newer new|harder hard|grey gray|cheque check|cheques check|metre meter|metres meter|litre liter|litres liter|centimetre centimeter|centimetres centimeter|programme program|programmes program|instalment installment|instalments installment|mould mold|mouldy mold|moldy mold|kerb curb|tyre tire|licence license|centre center|zipper zip|zippers zip|emails email|mail email|emailed email|shops store|shop store|parcel package|parcels package|bigger large|big large|cancelled cancel|cancelling cancel|cancellation cancel|identification identity`;
const forms = new Map(irregular.split('|').map((pair): [string, string] => [pair.split(' ')[0] ?? '', pair.split(' ')[1] ?? '']));

const remembered = new Map<string, string>();
const REMEMBERED = 20_000;

/** English words by Porter's stem, British spelling as American; others by their beginning, without accents. */
export function stemOf(lower: string, language: string): string {
  const key = language === 'en' ? lower : `${language}:${lower}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const stem = language === 'en' ? english(lower) : beginning(lower);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, stem);
  return stem;
}

function english(lower: string): string {
  const word = lower.replace(/'s?$/, '').replace(/-/g, '');
  const base = forms.get(word) ?? word;
  return stemmer(
    base.replace(/(?<=[a-z]{2}[bdlnv])our(?=s?$|ed$|ing$|it|abl|hood|ly)/, 'or').replace(/(?<=[a-z]{3})is(?=e[ds]?$|ing$|ation)/, 'iz'),
  );
}

/** "kosten" and "kostet", "devolución" and "devoluciones": endings are short, so a beginning is near enough. */
function beginning(lower: string): string {
  const plain = lower
    .normalize('NFD')
    .replace(/[\p{Mn}'-]/gu, '')
    .replaceAll('ß', 'ss');
  return plain.slice(0, Math.max(3, Math.min(7, plain.length - 2)));
}
