import type { News } from './news.ts';

/** Two short sine tones, made here: no file to fetch, and nothing to keep in memory between two of them. */
const notes: Record<News['kind'], readonly number[]> = {
  arrived: [660, 880],
  wrote: [880],
  given: [660, 880, 990],
  mentioned: [880, 660],
};
const LENGTH = 0.14;
const LOUDNESS = 0.12;

let audio: AudioContext | null = null;

/** After a press only: a context that was made without one stays silent in every browser. */
export async function playTone(kind: keyof typeof notes): Promise<void> {
  audio ??= new AudioContext();
  const context = audio;
  if (context.state !== 'running') await context.resume();
  const begins = context.currentTime + 0.02;
  for (const [index, frequency] of notes[kind].entries()) note(context, frequency, begins + index * LENGTH);
}

function note(context: AudioContext, frequency: number, at: number): void {
  const oscillator = new OscillatorNode(context, { frequency });
  const gain = new GainNode(context, { gain: 0 });
  // A tone that starts or stops at once clicks.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.015);
  gain.gain.linearRampToValueAtTime(0, at + LENGTH);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + LENGTH);
}
