import type { AreaQuality } from '../../../worker/records/reviews/schema.ts';
import { levelWords, percent, rateWords } from './words.ts';

/** How the area does against its budget: the same figures that lower it. */
export function Quality({ of }: { of: AreaQuality }) {
  return (
    <section class="block" aria-labelledby="quality">
      <h3 id="quality">{of.title}</h3>
      <p>{rateWords(of)}</p>
      {of.rate === null ? null : <Interval of={of} />}
      <dl class="pairs">
        <div>
          <dt>Budget</dt>
          <dd>{percent(of.budget)}; above it for sure, the area steps down by itself</dd>
        </div>
        <div>
          <dt>Level</dt>
          <dd>{levelWords[of.level]}</dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>{of.owner}</dd>
        </div>
      </dl>
    </section>
  );
}

/** From nothing to a quarter of the turns, or as far as the interval goes. */
function Interval({ of: { lower, upper, rate, budget } }: { of: AreaQuality }) {
  const full = Math.max(0.25, upper, budget);
  const at = (share: number) => `${(share / full) * 100}%`;
  return (
    <svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect class="interval-track" x="0" y="5" width="100" height="2" />
      <rect class={lower > budget ? 'interval-range over' : 'interval-range'} x={at(lower)} y="3" width={at(upper - lower)} height="6" />
      <rect class="interval-budget" x={at(budget)} y="0" width="0.6" height="12" />
      <rect class="interval-rate" x={at(rate ?? 0)} y="1" width="1" height="10" />
    </svg>
  );
}
