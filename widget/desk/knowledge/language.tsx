import type { Calibration } from '../../../worker/release/calibration.ts';
import { languageName } from '../words.ts';
import { judgedWords, percent, promised, sourceWords } from './words.ts';

/** One language: where its figures come from, what each error budget means, and how far confidence can be trusted. */
export function Language({ calibration }: { calibration: Calibration }) {
  const { locale, source, thresholds, confidence, reliability } = calibration;
  const name = languageName(locale);
  return (
    <section class="block" aria-labelledby={`knowledge-${locale}`}>
      <h3 id={`knowledge-${locale}`}>{name}</h3>
      <p>{sourceWords[source]}</p>
      <p class="muted">{judgedWords(calibration)}</p>
      <div class="promises">
        {thresholds.map((line) => (
          <div key={line.budget} class="promise">
            <h4>At most {percent(line.budget)} wrong</h4>
            <dl class="pairs">
              {promised(line, confidence).map(([term, words]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
      {reliability.length === 0 ? null : <Reliability rows={reliability} name={name} />}
    </section>
  );
}

function Reliability({ rows, name }: { rows: Calibration['reliability']; name: string }) {
  return (
    <table class="reliability">
      <caption>{name}: how sure the assistant was, and how often it was right</caption>
      <thead>
        <tr>
          <th scope="col">Confidence</th>
          <th scope="col">Predicted</th>
          <th scope="col">Right</th>
          <th scope="col">Questions</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ from, to, questions, predicted, right }) => (
          <tr key={from}>
            <th scope="row">
              {from.toFixed(1)}–{to.toFixed(1)}
            </th>
            <td>{questions === 0 ? '–' : percent(predicted)}</td>
            <td>{questions === 0 ? '–' : percent(right)}</td>
            <td>{questions.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
