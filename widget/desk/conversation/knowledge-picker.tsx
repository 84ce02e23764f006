import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { FoundArticle } from '../../../worker/turn/find.ts';
import { percent } from '../context/fact-lines.ts';
import { languageName } from '../words.ts';
import { articleSearch, searchStatus, withSource } from './articles.ts';
import { Picker } from './picker.tsx';

interface Props {
  language: string;
  /** What the customer asked last: the likeliest thing to look for. */
  asked: string;
  insert: (text: string) => void;
  toReplies: () => void;
  onBack: (also: string) => void;
  onLeave: () => void;
}

/** The articles as the assistant finds them. A person may use one that it may not, and is told so. */
export function KnowledgePicker({ language, asked, insert, toReplies, onBack, onLeave }: Props) {
  const query = useSignal(asked.trim().slice(0, 200));
  const search = useMemo(articleSearch, []);
  useEffect(() => {
    search.ask(query.peek(), language);
    return search.stop;
  }, []);
  const now = search.state.value;
  const articles = now.at === 'found' || now.at === 'asking' ? now.articles : [];
  return (
    <Picker
      label="Search the articles"
      query={query.value}
      onQuery={(next) => {
        query.value = next;
        search.ask(next, language);
      }}
      choices={articles.map((article) => ({
        id: article.articleId,
        title: article.title,
        marks: <Marks article={article} language={language} />,
        detail: article.text,
        pick: () => insert(withSource(article)),
      }))}
      status={searchStatus(now)}
      onBack={onBack}
      onLeave={onLeave}
    >
      <button type="button" class="button quiet" onClick={toReplies}>
        Replies
      </button>
    </Picker>
  );
}

function Marks({ article, language }: { article: FoundArticle; language: string }) {
  const { approved, stale, locale, confidence, articleId } = article;
  return (
    <>
      <span class="tag" title="How sure the search is that it answers this">
        {confidence < 0.01 ? 'below 1 %' : percent(confidence)}
      </span>{' '}
      {approved ? null : <span class="tag warn">not approved</span>}
      {stale ? <span class="tag warn">review overdue</span> : null}
      {locale === language || language === '' ? null : <span class="tag warn">{languageName(locale)}</span>} <code>{articleId}</code>
    </>
  );
}
