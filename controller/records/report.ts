/** One line of a log, for people and for metric filters: what happened, and to what. */
export type Report = (event: string, details?: Readonly<Record<string, unknown>>) => void;

export function jsonReport(write: (line: string) => void): Report {
  return (event, details) => write(JSON.stringify({ event, ...details }));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
