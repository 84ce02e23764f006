import type { Check } from '../claim.ts';
import { toldBy } from '../dates.ts';

export const dates: Check = ({ reading, sources }) =>
  reading.dates.flatMap((readings) => {
    const known = sources.segments.some((segment) =>
      segment.dates.some((others) => readings.some((one) => others.some((other) => toldBy(other, one)))),
    );
    return known ? [] : [{ kind: 'date' as const, words: readings[0]?.text ?? '' }];
  });
