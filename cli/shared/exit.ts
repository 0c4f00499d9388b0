/** Ends a command with an exit code: 1 the input or the run is bad, 2 wrong usage. Everything is said already. */
export class Exit extends Error {
  readonly code: 1 | 2;

  constructor(code: 1 | 2) {
    super(`exit ${code}`);
    this.code = code;
  }
}
