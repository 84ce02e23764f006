import type { Claimed } from '../../worker/protocol.ts';

/** What the loader and the chat app, two files loaded at different times, know of each other. Types only. */

export interface ChatEvents {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: { from: 'assistant' | 'agent' | 'system'; text: string };
  handoff: { conversation: string };
  error: { code: string };
}
export type ChatEvent = keyof ChatEvents;

export type Theme = 'auto' | 'light' | 'dark';

export interface MountOptions {
  root: ShadowRoot;
  base: string;
  site: string;
  locale: string;
  theme: Theme;
  left: boolean;
  identity: string | undefined;
  attributes: Claimed | undefined;
  emit: <E extends ChatEvent>(event: E, detail: ChatEvents[E]) => void;
  /** The site's own accent, for the launcher too; one named by the tag wins. */
  paint: (accent: string) => void;
  /** Messages not seen yet, and the launcher's name in the session's language. */
  unread: (count: number, label: string) => void;
  closed: () => void;
}

export interface ChatHandle {
  open: () => void;
  close: () => void;
  identify: (jwt: string) => void;
  setAttributes: (attributes: Claimed) => void;
  setLocale: (locale: string) => void;
  setTheme: (theme: Theme) => void;
  reset: () => void;
}

export type Mount = (options: MountOptions) => ChatHandle;
