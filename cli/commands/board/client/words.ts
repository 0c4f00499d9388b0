const saidAs: Readonly<Record<string, string>> = {
  InProgress: "running",
  Waiting: "waits for approval",
  New: "nothing yet",
};

/** A state for people: AWS's words, in lower case, but for those that say too little. */
export function words(state: string): string {
  return saidAs[state] ?? state.toLowerCase();
}

const classes: Readonly<Record<string, string>> = {
  Succeeded: "well",
  Failed: "failed",
  InProgress: "running",
  Stopping: "running",
  Waiting: "approval",
  New: "new",
};

/** The colour of a state, by the name of its class. */
export function classOf(state: string | undefined): string {
  return classes[state ?? "New"] ?? "waiting";
}

/** As git shortens ids; what is none is as long as it is. */
export function shortened(id = ""): string {
  return /^[\da-f]{40}$/.test(id) ? id.slice(0, 7) : id.slice(0, 40);
}
