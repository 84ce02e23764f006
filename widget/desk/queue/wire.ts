import type { DeskClientFrame } from '../../../worker/protocol.ts';
import type { Live } from '../../live/socket.ts';

/** The desk's one socket, for whatever asks the desk for something. Apart, so that these need not know who listens to it. */
let live: Live<DeskClientFrame> | null = null;

export function setLive(socket: Live<DeskClientFrame>): void {
  live = socket;
}

/** Only if it still is that one: a page that restarts has a newer one by then. */
export function dropLive(socket: Live<DeskClientFrame>): void {
  if (live === socket) live = null;
}

/** False without a connection; nothing is kept for later. */
export const send = (frame: DeskClientFrame): boolean => live?.send(frame) === true;

export const wake = (): void => live?.wake();
