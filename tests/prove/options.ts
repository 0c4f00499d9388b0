import type { Terminal } from "../../cli/shared/terminal.js";

export interface ProveOptions {
  /** The start of the name of everything that is made: 2 to 12 of a-z and 0-9. */
  readonly prefix: string;
  readonly region: string;
  /** A profile of the account to deploy to; without one, that is the central account itself. */
  readonly targetProfile?: string;
  /** A connection that is completed, for a second pipeline. */
  readonly connection?: string;
  /** Answers the question. */
  readonly yes: boolean;
  /** Only removes what an earlier proof of this prefix left. */
  readonly clean: boolean;
  /** How long to wait for something that AWS does by itself, in milliseconds. */
  readonly patienceMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Terminal;
  readonly signal: AbortSignal;
}
