import type { Conversation } from '../conversation/conversation.ts';
import { DueMark } from '../queue/case.tsx';
import { privacyTitle } from '../queue/due.ts';
import { entryOf } from '../queue/reduce.ts';
import { queue } from '../queue/store.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { priorityWords, reasonAdvice, reasonWords, title } from '../words.ts';
import { RuleIds } from './rules.tsx';
import { handoffOf } from './summary.ts';

/** Why a person is needed here: the first thing to read. */
export function Handoff({ conversation }: { conversation: Conversation }) {
  const handoff = handoffOf(conversation.thread.value, entryOf(queue.value, conversation.id));
  return (
    <section class="block" aria-labelledby="why-handoff">
      <h3 id="why-handoff">{handoff?.over ? 'Last handoff' : 'Why a person'}</h3>
      {handoff === null ? (
        <p class="muted">Never handed over. The assistant is answering.</p>
      ) : (
        <>
          <p class="lead-line">{reasonWords[handoff.reason]}</p>
          <p class="muted">{reasonAdvice[handoff.reason]}</p>
          <dl class="pairs">
            <div>
              <dt>Rules</dt>
              <dd>
                <RuleIds ids={handoff.ruleIds} none="No rule; the default is a person" />
              </dd>
            </div>
            <div>
              <dt>Priority</dt>
              <dd>
                {handoff.priority} {priorityWords[handoff.priority]}
              </dd>
            </div>
            <div>
              <dt>Team</dt>
              <dd>{title(handoff.team)}</dd>
            </div>
            <div>
              <dt>Since</dt>
              <dd>{timeOfDay(handoff.at, now.value)}</dd>
            </div>
            {handoff.privacy === null ? null : (
              <div>
                <dt>By law</dt>
                <dd>
                  {privacyTitle(handoff.privacy.type)} <DueMark due={handoff.privacy.due} />
                </dd>
              </div>
            )}
            {handoff.promisedAt === null ? null : (
              <div>
                <dt>Promised</dt>
                <dd>{timeOfDay(handoff.promisedAt, now.value)}</dd>
              </div>
            )}
            {handoff.told === '' ? null : (
              <div>
                <dt>Told</dt>
                <dd class="quoted">{handoff.told}</dd>
              </div>
            )}
            {handoff.fault === null ? null : (
              <div>
                <dt>Fault</dt>
                <dd>{handoff.fault}</dd>
              </div>
            )}
          </dl>
        </>
      )}
    </section>
  );
}
