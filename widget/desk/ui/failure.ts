import { Problem } from '../session/api.ts';
import { stillIn } from '../session/store.ts';

/** What went wrong, and what to do about it. */
export function failure(error: unknown): string {
  // The whole desk says that a session has ended; this page only stops asking.
  if (error instanceof Problem && error.status === 401) void stillIn();
  return error instanceof Problem ? error.message : 'The server cannot be reached. Check the connection.';
}
