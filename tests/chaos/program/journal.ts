import { appendFile } from "node:fs/promises";

/** One line of a journal. `killed` is the killer's: all of that build's processes are gone. */
export interface Entry {
  readonly event: "begun" | "ended" | "killed";
  readonly build: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly pipeline?: string;
}

/** Appends one line, whole: it is short enough. */
export async function enter(journal: string, entry: Entry): Promise<void> {
  await appendFile(journal, `${JSON.stringify(entry)}\n`);
}

/** Says in a journal when a run of Terraform begins and ends. */
export async function journalled(
  journal: string,
  whose: { readonly pipeline: string; readonly build: string },
  terraform: () => Promise<void>,
): Promise<void> {
  await enter(journal, { event: "begun", ...whose, at: Date.now() });
  try {
    await terraform();
  } finally {
    await enter(journal, { event: "ended", ...whose, at: Date.now() });
  }
}
