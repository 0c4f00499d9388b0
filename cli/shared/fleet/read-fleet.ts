import {
  type ConfigTable,
  keyText,
  type Overview,
  type PipelineKey,
  type PipelineStatus,
  statusOf,
} from "../../../controller/records/index.js";

/** What is asked for all pipelines at once. */
export interface FleetSource {
  readonly overview: Pick<Overview, "list">;
  readonly table: Pick<ConfigTable, "scanKeys">;
}

/** Milliseconds for which the config table's keys are good: of them only items matter that the ledger has not heard of. */
const keysAreGoodFor = 60_000;

/** All pipelines, sorted by name, with the items that the ledger has not heard of yet. Read again and again, it reads the config table once a minute. */
export function fleetReader(
  { overview, table }: FleetSource,
  now: () => number = Date.now,
): () => Promise<PipelineStatus[]> {
  let keys: { readonly at: number; readonly found: readonly PipelineKey[] } | undefined;
  return async () => {
    const all = await overview.list();
    if (!keys || now() - keys.at >= keysAreGoodFor) keys = { found: await allKeys(table), at: now() };
    const known = new Set(all.map((each) => keyText(keyOf(each))));
    const unheard = keys.found.filter((key) => !known.has(keyText(key)));
    return [...all, ...unheard.map((key) => statusOf(key, undefined))].sort(byName);
  };
}

export function keyOf({ repo, branch }: Pick<PipelineStatus, "repo" | "branch">): PipelineKey {
  return { repository: repo, branch };
}

function byName(a: PipelineStatus, b: PipelineStatus): number {
  const [one, other] = [keyText(keyOf(a)), keyText(keyOf(b))];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

async function allKeys({ scanKeys }: FleetSource["table"]): Promise<PipelineKey[]> {
  const keys: PipelineKey[] = [];
  for await (const key of scanKeys()) keys.push(key);
  return keys;
}
