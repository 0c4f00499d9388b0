import { dispatch } from "../../controller/dispatcher/index.js";
import { keyAttributes, type PipelineKey, type TableItem } from "../../controller/records/index.js";
import type { Estate } from "./estate.js";
import { type Death, dieAt } from "./kill.js";
import { rest, violations } from "./rest.js";

export const key: PipelineKey = { repository: "webshop", branch: "main" };

/** One change of an item, and at which writes the builds die that see to it, one after the other. */
export interface Chapter {
  /** The version put, `invalid`, or nothing: deleted. */
  readonly item: number | "invalid" | undefined;
  readonly deaths: readonly Death[];
  /** Whether the stream's record reaches the dispatcher; otherwise the schedule has to find out. */
  readonly told: boolean;
}

/**
 * An item's life. What is wrong after a chapter is told with the chapter; ends at the first such. Deaths that do not
 * come, as the faults have it, are a fault of the story only where it is `exact`.
 */
export async function live(
  chapters: readonly Chapter[],
  estate: Estate,
  exact: "exact" | "by chance" = "exact",
): Promise<string[]> {
  let applied: number | undefined;
  for (const chapter of chapters) {
    const result = await happen(chapter, estate).catch((error: Error) => error);
    const missed = exact === "exact" && Array.isArray(result) ? result : [];
    const problems = result instanceof Error ? [result.message] : missed;
    applied = chapter.item === "invalid" ? applied : chapter.item;
    const wrong = [...problems, ...(await violations(estate, new Map([[key, applied]])))];
    if (wrong.length > 0) return [JSON.stringify(chapter), ...wrong];
  }
  return [];
}

/** Gives the deaths that never came. */
async function happen({ item, deaths, told }: Chapter, estate: Estate): Promise<string[]> {
  const planned = deaths.map((death) => ({ death, ...dieAt(death, estate) }));
  await edit(item, estate);
  if (told) await tell(estate);
  await rest(estate);
  for (const { callOff } of planned) callOff();
  return planned.flatMap(({ death, happened }) =>
    happened() ? [] : [`nobody came to: ${death.when} ${death.at}`],
  );
}

async function edit(item: Chapter["item"], { table }: Estate): Promise<void> {
  const found = await table.readItem(key);
  if (item !== undefined) await table.putItem(itemOf(item), found);
  else if (found) await table.deleteItem(key, found);
}

export function itemOf(version: number | "invalid", of = key): TableItem {
  const more = version === "invalid" ? { BuildImge: "misspelt" } : { TimeoutMinutes: version };
  return { ...keyAttributes(of), ...more };
}

/** A record of the stream. */
async function tell(estate: Estate): Promise<void> {
  const Keys = { RepoName: { S: key.repository }, RepoTag: { S: key.branch } };
  await dispatch({ Records: [{ dynamodb: { Keys, SequenceNumber: "1" } }] }, estate);
}
