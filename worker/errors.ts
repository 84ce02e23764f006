/**
 * The one error that may reach a client: a status, a code a program can act on and a sentence for a person. Everything
 * else becomes a logged 500 with a fixed text (worker/http/app.ts). Expected outcomes inside the engine are values.
 */
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 426 | 429 | 503;

export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly code: string;
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(status: ProblemStatus, code: string, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, options);
    this.retryAfter = options.retryAfter;
    this.name = 'Problem';
    this.status = status;
    this.code = code;
  }

  body() {
    return { error: { code: this.code, message: this.message } };
  }
}

export const notFound = () => new Problem(404, 'not-found', 'There is nothing here under this address.');
export const sessionEnded = () => new Problem(401, 'session-ended', 'This session has ended or is not valid. Start a new one.');
