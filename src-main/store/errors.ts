import type { ErrorCode, ErrorDetail, Failure } from '../contracts/result';

/** The one error class of the stores; every failure below ThreadManager is one of the closed codes. */
export class StoreError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail | undefined;

  constructor(code: ErrorCode, message: string, detail?: ErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
    this.detail = detail;
  }
}

/** The failure as data, for crossing a process. Anything that is not a StoreError is a fault of ours. */
export function toFailure(error: unknown): Failure {
  if (error instanceof StoreError) {
    return { code: error.code, message: error.message, ...(error.detail && { detail: error.detail }) };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** The way back: data that crossed a process becomes a StoreError again. */
export function fromFailure(failure: Failure): StoreError {
  return new StoreError(failure.code, failure.message, failure.detail);
}
