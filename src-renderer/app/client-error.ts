import type { ErrorCode, ErrorDetail, Failure } from '@contracts/result';

/** A call that the other side refused or could not fulfil, with the closed code of the contract. */
export class ClientError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'ClientError';
    this.code = failure.code;
    this.detail = failure.detail ?? {};
  }

  /** Anything thrown, as a ClientError: what is not one already is `internal`. */
  static from(error: unknown): ClientError {
    if (error instanceof ClientError) return error;
    return new ClientError({
      code: 'internal',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
