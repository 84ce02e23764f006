import type { Claimed } from '../worker/protocol.ts';
import { accentCss } from './chat/accent.ts';
import type { ChatEvent, ChatEvents, ChatHandle, Mount, Theme } from './chat/contract.ts';
import css from './chat/launcher.css?inline';

type Listener = (detail: unknown) => void;
type Command = [name: string, ...args: unknown[]];
interface Handrail {
  push: (...commands: Command[]) => void;
  open: () => void;
  [method: string]: unknown;
}

declare global {
  interface Window {
    /** Before the loader has run: an array of commands, such as `['identify', jwt]`. Afterwards: the API. */
    Handrail?: Command[] | Handrail;
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function start(script: HTMLScriptElement) {
  const { site = '', accent = '', position, locale, label = 'Chat' } = script.dataset;
  const base = new URL(script.src).origin;
  const listeners = new Map<string, Set<Listener>>();
  let chat: ChatHandle | undefined;
  let loading: Promise<ChatHandle> | undefined;
  let expanded = false;
  let identity: string | undefined;
  let attributes: Claimed | undefined;
  let language = locale || document.documentElement.lang || navigator.language;
  let theme: Theme = 'auto';

  const host = document.createElement('handrail-chat');
  const root = host.attachShadow({ mode: 'open' });
  const [launcherSheet, accentSheet] = [new CSSStyleSheet(), new CSSStyleSheet()];
  launcherSheet.replaceSync(css);
  root.adoptedStyleSheets = [launcherSheet, accentSheet];
  const paint = (value: string) => accentSheet.replaceSync(accentCss(accent || value));
  paint('');

  const launcher = document.createElement('button');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const badge = document.createElement('span');
  const failed = document.createElement('div');
  launcher.type = 'button';
  launcher.className = position === 'left' ? 'launcher left' : 'launcher';
  launcher.ariaHasPopup = 'dialog';
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.ariaHidden = 'true';
  failed.className = 'failed';
  failed.role = 'status';
  svg.append(path);
  launcher.append(svg, badge);
  root.append(launcher, failed);

  function show(open: boolean) {
    expanded = open;
    launcher.ariaExpanded = `${open}`;
    path.setAttribute('d', open ? 'M6 9l6 6 6-6' : 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z');
  }

  function unread(count: number, name: string) {
    badge.textContent = count ? `${count > 9 ? '9+' : count}` : '';
    launcher.ariaLabel = name;
  }

  function emit<E extends ChatEvent>(event: E, detail: ChatEvents[E]) {
    for (const listener of listeners.get(event) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        // The page's mistake: reported as its own, and the chat goes on.
        reportError(error);
      }
    }
  }

  async function load(): Promise<ChatHandle> {
    const app: { mount: Mount } = await import(`${base}/chat.js`);
    chat = app.mount({
      root,
      base,
      site,
      locale: language,
      theme,
      left: position === 'left',
      identity,
      attributes,
      emit,
      paint,
      unread,
      closed() {
        show(false);
        emit('close', undefined);
        // Focus comes back only if it was in here: a page that calls close() keeps its own.
        if (root.activeElement) launcher.focus();
      },
    });
    return chat;
  }

  async function ready() {
    loading ??= load();
    try {
      return await loading;
    } catch {
      loading = undefined;
      emit('error', { code: 'load-failed' });
      return undefined;
    }
  }

  async function open() {
    if (expanded) return;
    expanded = true;
    launcher.ariaBusy = 'true';
    failed.textContent = '';
    const app = await ready();
    launcher.ariaBusy = 'false';
    show(expanded && !!app);
    if (!app) failed.textContent = 'Chat could not be loaded. Please try again.';
    if (!expanded) return;
    app?.open();
    emit('open', undefined);
  }

  function close() {
    expanded = false;
    chat?.close();
  }

  const api: Handrail = {
    push(...commands) {
      for (const [name, ...args] of commands) {
        const method = api[name];
        if (typeof method === 'function') method(...args);
      }
    },
    open: () => void open(),
    close,
    toggle: () => (expanded ? close() : void open()),
    identify(jwt: unknown) {
      identity = text(jwt);
      chat?.identify(identity);
    },
    setAttributes(value: Claimed) {
      attributes = value;
      chat?.setAttributes(value);
    },
    setLocale(value: unknown) {
      language = text(value);
      chat?.setLocale(language);
    },
    setTheme(value: unknown) {
      theme = value === 'light' || value === 'dark' ? value : 'auto';
      chat?.setTheme(theme);
    },
    reset() {
      identity = attributes = undefined;
      if (chat) chat.reset();
      else {
        try {
          localStorage.removeItem(`handrail:${site}`);
        } catch {}
      }
    },
    on(event: string, listener: Listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };

  const queued = Array.isArray(window.Handrail) ? window.Handrail : [];
  window.Handrail = api;
  launcher.onclick = () => (expanded ? close() : void open());
  // The code comes while the pointer is on its way; nobody who does not reach for the chat pays for it.
  launcher.onpointerenter = launcher.onfocus = () => void ready();
  show(false);
  unread(0, label);
  // Outside <body>, so that page frameworks that swap the body leave the chat alone.
  document.documentElement.append(host);
  api.push(...queued);
  emit('ready', undefined);
  try {
    // A conversation with people goes on across pages: their answers have to reach the badge.
    if (localStorage.getItem(`handrail:${site}`)?.includes('"live":true')) setTimeout(ready, 1500);
  } catch {}
}

const tag = document.currentScript;
// A second tag, or a page element named "Handrail", does not start a second chat.
if (tag instanceof HTMLScriptElement && !(window.Handrail && 'toggle' in window.Handrail)) start(tag);
