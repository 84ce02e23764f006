/** What opening the chat does not need. One file, fetched right after it has opened. */
export { Article } from './article.tsx';
export { Content } from './content.tsx';
export { default as css } from './more.css?inline';
export { Standing } from './standing.tsx';
