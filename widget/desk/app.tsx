import { useEffect } from 'preact/hooks';
import { ContextPane } from './context/panel.tsx';
import { keepConversations } from './conversation/open.ts';
import { ConversationPane } from './conversation/pane.tsx';
import { watchGiven } from './floor/given.ts';
import { GivenNotice } from './floor/given-notice.tsx';
import { keepMentions } from './floor/mentions.ts';
import { FloorPage } from './floor/page.tsx';
import { HistoryPage } from './history/page.tsx';
import { KnowledgePage } from './knowledge/page.tsx';
import { LogPage } from './log/page.tsx';
import { PauseBanner } from './matrix/banner.tsx';
import { MatrixPage } from './matrix/page.tsx';
import { PeoplePage } from './people/page.tsx';
import { PrivacyPage } from './privacy/page.tsx';
import { QuestionsPage } from './questions/page.tsx';
import { QueuePane } from './queue/list.tsx';
import { MoveDialog } from './queue/move.tsx';
import { connectDesk } from './queue/store.ts';
import { RefundsPage } from './refunds/page.tsx';
import { ReleasesPage } from './releases/page.tsx';
import { ReviewsPage } from './reviews/page.tsx';
import { SteppedDownBanner } from './reviews/stepped-down.tsx';
import type { DeskSession } from './session/parse.ts';
import { SignedOut } from './session/signed-out.tsx';
import { stage } from './session/store.ts';
import type { Route } from './ui/address.ts';
import { Announcer } from './ui/announce.tsx';
import { Confirm } from './ui/confirm.tsx';
import { warnBeforeLosing } from './ui/guard.ts';
import { Header } from './ui/header.tsx';
import { listenForCommands } from './ui/keyboard.ts';
import { Notifications } from './ui/notifications.tsx';
import { watchSight } from './ui/notify.ts';
import { Palette } from './ui/palette.tsx';
import { route } from './ui/route.ts';
import { Shortcuts } from './ui/shortcuts.tsx';
import { showInTitle } from './ui/title.ts';
import { WebhooksPage } from './webhooks/page.tsx';

export function App() {
  const now = stage.value;
  return (
    <>
      {now.at === 'loading' ? <p class="empty">Opening the desk</p> : null}
      {now.at === 'out' ? <SignedOut stage={now} /> : null}
      {now.at === 'in' ? <Desk session={now.session} /> : null}
      <Announcer />
    </>
  );
}

function Desk({ session }: { session: DeskSession }) {
  useEffect(() => {
    const stops = [
      connectDesk(),
      keepConversations(session.person),
      keepMentions(session.person.id),
      watchGiven(),
      listenForCommands(),
      watchSight(),
      showInTitle(session.site.name),
      warnBeforeLosing(),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [session]);
  return (
    <div class="desk" data-pane={paneOf(route.value)}>
      <div>
        <Header session={session} />
        <GivenNotice />
        <PauseBanner />
        {session.person.role === 'agent' ? null : <SteppedDownBanner />}
      </div>
      <PageOf now={route.value} session={session} mayDecide={session.person.role !== 'agent'} />
      <Palette />
      <Shortcuts />
      <Notifications />
      <Confirm />
      <MoveDialog />
    </div>
  );
}

function PageOf({ now, session, mayDecide }: { now: Route; session: DeskSession; mayDecide: boolean }) {
  if (now.page === 'history') return <HistoryPage mayExport={mayDecide} />;
  if (now.page === 'questions') return <QuestionsPage mayDecide={mayDecide} />;
  if (now.page === 'reviews') return <ReviewsPage />;
  if (now.page === 'refunds') return <RefundsPage />;
  if (now.page === 'privacy') return <PrivacyPage />;
  if (now.page === 'knowledge') return <KnowledgePage mayDecide={mayDecide} />;
  if (now.page === 'floor') return <FloorPage />;
  if (now.page === 'matrix') return <MatrixPage mayDecide={mayDecide} />;
  if (now.page === 'releases') return <ReleasesPage mayDecide={mayDecide} />;
  if (now.page === 'people') return <PeoplePage session={session} />;
  if (now.page === 'log') return <LogPage />;
  if (now.page === 'webhooks') return <WebhooksPage />;
  return <QueuePage />;
}

/** The one pane that a narrow screen shows. */
function paneOf(now: Route): string {
  if (now.page === 'questions') return now.group === null ? 'groups' : 'group';
  if (now.page === 'reviews') return now.turn === null ? 'drawn' : 'review';
  if (now.page !== 'queue' && now.page !== 'history') return now.page;
  return now.conversation === null ? now.page : now.details ? 'context' : 'conversation';
}

function QueuePage() {
  return (
    <main class="panes">
      <section class="pane queue-pane" aria-label="Queue">
        <QueuePane />
      </section>
      <section class="pane conversation-pane" aria-label="Conversation">
        <ConversationPane />
      </section>
      <section class="pane context-pane" aria-label="Context">
        <ContextPane />
      </section>
    </main>
  );
}
