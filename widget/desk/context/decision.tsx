import type { ComponentChildren } from 'preact';
import type { DraftDecision } from '../../../worker/protocol.ts';
import type { Passage, TurnRecord, Verdict } from '../../../worker/turn/record.ts';
import { decidedText } from '../conversation/decided.ts';
import { CheckIcon, CrossIcon } from '../ui/icons.tsx';
import { Composed } from './composed.tsx';
import { passagesTitle, percent } from './fact-lines.ts';
import { ModelPart } from './model.tsx';
import { RuleIds } from './rules.tsx';
import { draftText, keptBack } from './suggestion.ts';

export function Decision({ record, decided = null }: { record: TurnRecord; decided?: DraftDecision | null }) {
  const { engine, facts, waits } = record;
  const others = record.matched.filter(({ ruleId }) => !record.ruleIds.includes(ruleId));
  return (
    <div class="decision">
      {record.sent ? null : (
        <p class="muted">Dropped: a newer message came first, or a person had taken over. The customer saw nothing of it.</p>
      )}
      {facts.autonomy === 'shadow' && record.draft.kind === 'none' ? (
        <p class="muted">This area is on shadow: what the assistant would have said is for reviewers alone.</p>
      ) : null}
      <Part name="Decided by">
        <RuleIds ids={record.ruleIds} none={record.fault ?? 'No rule matched, so a person'} />
        {record.fault !== undefined && record.ruleIds.length > 0 ? <p>{record.fault}</p> : null}
      </Part>
      {others.length === 0 ? null : (
        <Part name="Also matched">
          <RuleIds ids={[...new Set(others.map(({ ruleId }) => ruleId))]} none="" />
        </Part>
      )}
      {record.asked === undefined ? null : (
        <Part name="Read in context as">
          <p dir="auto">{record.asked}</p>
        </Part>
      )}
      {record.passages.length === 0 && waits.retrieve === undefined ? null : (
        <Part name={passagesTitle(facts.knowledge.threshold)}>
          {record.passages.length === 0 ? <p class="muted">None found.</p> : <Passages of={record.passages} />}
        </Part>
      )}
      {record.draft.kind === 'none' ? null : (
        <Part name={decided !== null ? 'Draft, decided by people' : keptBack(record) ? 'Draft, not sent' : 'Draft, sent'}>
          {decided === null ? null : <p>{decidedText(decided, '')}</p>}
          {record.draft.kind === 'composed' ? (
            <Composed sentences={record.draft.sentences} />
          ) : (
            <blockquote class="draft">{draftText(record.draft)}</blockquote>
          )}
        </Part>
      )}
      {record.verdicts.length === 0 ? null : (
        <Part name="Guard">
          <ul class="verdicts">
            {record.verdicts.map((verdict) => (
              <VerdictLine key={verdict.check} verdict={verdict} />
            ))}
          </ul>
        </Part>
      )}
      {record.model === undefined ? null : (
        <Part name="Model">
          <ModelPart model={record.model} />
        </Part>
      )}
      <Part name="Made by">
        <p class="muted">
          {engine.search} search, {engine.embedder} embedder, {engine.model} model, release <code>{record.release.slice(0, 12)}</code>
        </p>
        <p class="muted">{waitsText(waits)}</p>
      </Part>
    </div>
  );
}

function Part({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="part">
      <h4>{name}</h4>
      {children}
    </div>
  );
}

function Passages({ of }: { of: readonly Passage[] }) {
  return (
    <ol class="passages">
      {of.map((passage) => (
        <li key={passage.articleId + passage.matched}>
          <span class="passage-head">
            <span>{passage.title}</span>
            <span class="number" title="Confidence, and the search driver's own score">
              {percent(passage.confidence)} <span class="muted">{passage.score.toFixed(2)}</span>
            </span>
          </span>
          <span class="muted">
            matched “{passage.matched}” <code>{passage.articleId}</code>
          </span>
        </li>
      ))}
    </ol>
  );
}

function VerdictLine({ verdict }: { verdict: Verdict }) {
  return (
    <li class={verdict.passed ? 'mark ok' : 'mark late'}>
      {verdict.passed ? <CheckIcon /> : <CrossIcon />}
      <span>
        {verdict.check} {verdict.passed ? 'passed' : 'failed'}
        {verdict.detail === '' ? null : <span class="muted">: {verdict.detail}</span>}
      </span>
    </li>
  );
}

function waitsText(waits: TurnRecord['waits']): string {
  const parts = Object.entries(waits).map(([name, milliseconds]) => `${name} ${Math.round(milliseconds)} ms`);
  return parts.length === 0 ? 'Waited for nothing.' : `Waited: ${parts.join(', ')}`;
}
