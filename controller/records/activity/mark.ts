/** The API's words for how an execution, a stage or an action is. */
export type State =
  | "InProgress"
  | "Stopping"
  | "Succeeded"
  | "Failed"
  | "Stopped"
  | "Cancelled"
  | "Superseded"
  | "Abandoned";

/** The newest that is known of one thing. Times are ISO 8601, UTC. */
export type Mark = {
  /** The id of an execution, or the name of a stage or an environment. */
  readonly of: string;
  /** The id of the execution that it was in then. */
  readonly execution: string;
  /** 1, and one more for each retry. */
  readonly attempt: number;
  readonly state: State;
  /** When that began of which it tells. */
  readonly started: string;
  /** When it came to be so: EventBridge gives whole seconds. */
  readonly at: string;
};

const progress: Readonly<Partial<Record<State, number>>> = { InProgress: 0, Stopping: 1 };

export function hasEnded({ state }: Pick<Mark, "state">): boolean {
  return progress[state] === undefined;
}

/**
 * Which of two marks is the newer: below zero when it is `b`. A total order that asks for nothing but the marks, so that it
 * does not matter in which order events come, nor how often. Within one second what has ended is the newer.
 */
export function compareMarks(a: Mark, b: Mark): number {
  return (
    compareTexts(a.started, b.started) ||
    compareTexts(a.execution, b.execution) ||
    a.attempt - b.attempt ||
    compareTexts(a.at, b.at) ||
    (progress[a.state] ?? 2) - (progress[b.state] ?? 2) ||
    compareTexts(a.state, b.state)
  );
}

export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function markOf(marks: readonly Mark[], of: string): Mark | undefined {
  return marks.find((mark) => mark.of === of);
}

/** The newer of what is known and of what was heard; each thing once, by its name. */
export function withMark(marks: readonly Mark[], heard: Mark): readonly Mark[] {
  const known = markOf(marks, heard.of);
  if (known && compareMarks(known, heard) >= 0) return marks;
  const others = marks.filter((mark) => mark !== known);
  return [...others, heard].sort((a, b) => compareTexts(a.of, b.of));
}

/** The newest so many. */
export function newestMarks(marks: readonly Mark[], most: number): readonly Mark[] {
  if (marks.length <= most) return marks;
  const kept = new Set(marks.toSorted(compareMarks).slice(-most));
  return marks.filter((mark) => kept.has(mark));
}
