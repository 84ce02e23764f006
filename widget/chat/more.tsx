import type { ComponentType } from 'preact';
import type { Body } from '../../worker/protocol.ts';
import { connect, SessionEnded } from '../live/socket.ts';
import { Article } from './article.tsx';
import type { Chat } from './chat.ts';
import { Messages } from './messages.tsx';
import css from './more.css?inline';
import { Standing } from './standing.tsx';
import { words } from './words.ts';

/** What opening the chat does not need, in one file that is fetched right after it has opened. */
export interface More {
  Article: ComponentType<{ chat: Chat; id: string }>;
  Messages: ComponentType<{ chat: Chat }>;
  Standing: ComponentType<{ chat: Chat }>;
  SessionEnded: typeof SessionEnded;
  connect: typeof connect;
  words: (body: Body) => string;
  css: string;
}

export const more: More = { Article, Messages, Standing, SessionEnded, connect, words, css };
