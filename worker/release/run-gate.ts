import type { Caller } from '../local/api.ts';
import { type Gate, gateSchema } from './gate-schema.ts';

/**
 * Runs a release's gate to its end, share by share, as the person of the session. `again` starts over what has ended. Whoever is
 * cut off calls it again: the shares that were done are kept.
 */
export async function runGate(call: Caller, hash: string, again: boolean, progress: (gate: Gate) => void): Promise<Gate> {
  const path = `/api/v1/releases/${hash}/gate`;
  let gate = await call({ method: 'POST', path, json: { again } }, gateSchema);
  for (progress(gate); gate.verdict === 'running'; progress(gate)) gate = await call({ method: 'POST', path, json: {} }, gateSchema);
  return gate;
}
