/** What went wrong in the emulator where nobody may wait for an answer. Its texts come from functions: they are data. */
export interface Trouble {
  /** The function's ARN. */
  readonly function: string;
  /** Such as `cannot start`. */
  readonly what: string;
  /** One line, of the program's own words. */
  readonly why: string;
}
