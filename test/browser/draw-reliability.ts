import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../worker/local/config.ts';
import { buildRelease } from '../../worker/release/build.ts';
import { drawReliability } from './reliability.ts';

/** `npm run reliability`: draws what the sample release found out about its own confidence. */
const picture = 'docs/images/reliability.svg';
const { report } = await buildRelease({ policy: join(root, 'policy'), kb: join(root, 'kb/articles') });
const calibration = report.calibrations.find(({ locale }) => locale === 'en');
if (!calibration || calibration.reliability.length === 0) throw new Error('the sample release has too few questions to draw a picture of');
await writeFile(join(root, picture), drawReliability(calibration));
console.log(picture);
