import type { Failure } from "./ledger/record.js";

/** An error that names its class itself. */
export class KnownFailure extends Error {
  override readonly name = "KnownFailure";

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}
