import { useEffect } from 'preact/hooks';
import type { ModelReport } from '../../../worker/desk/model-schema.ts';
import { Failed } from '../questions/failed.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { readModel } from './api.ts';
import { howTo, modelPairs } from './model-words.ts';

const model = source<ModelReport>(failure);
const loadModel = (): Promise<void> => model.load(readModel);

/** Who writes in other words than approved ones, how that goes, what it costs, and how far it may go. */
export function Model() {
  useEffect(() => {
    void loadModel();
  }, []);
  return (
    <section class="block" aria-labelledby="knowledge-model">
      <h3 id="knowledge-model">Model</h3>
      <State />
    </section>
  );
}

function State() {
  const state = model.state.value;
  if (state.at === 'loading') return <p class="muted">Loading the state of the model</p>;
  if (state.at === 'failed') return <Failed what="The state of the model could not be loaded." message={state.message} retry={loadModel} />;
  const { name, installed } = state.value;
  return (
    <>
      <p class="lead-line">{name}</p>
      {installed ? (
        <dl class="pairs">
          {modelPairs(state.value).map(([term, words]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="muted">{howTo}</p>
      )}
    </>
  );
}
