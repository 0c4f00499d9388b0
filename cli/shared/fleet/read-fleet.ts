import {
  type ConfigTable,
  keyText,
  type Origin,
  type Overview,
  type PipelineKey,
  type PipelineStatus,
  statusOf,
} from "../../../controller/records/index.js";

/** What is asked for all pipelines at once. */
export interface FleetSource {
  readonly overview: Pick<Overview, "list">;
  readonly table: Pick<ConfigTable, "scanOrigins">;
}

/** Milliseconds for which the config table's rows are good: of them only who put them matters, and items that the ledger has not heard of. */
const rowsAreGoodFor = 60_000;

/** All pipelines, sorted by name, with the items that the ledger has not heard of yet. Read again and again, it reads the config table once a minute. */
export function fleetReader(
  { overview, table }: FleetSource,
  now: () => number = Date.now,
): (signal?: AbortSignal) => Promise<PipelineStatus[]> {
  let rows: { readonly at: number; readonly found: Found } | undefined;
  return async (signal) => {
    const all = await overview.list(signal);
    if (!rows || now() - rows.at >= rowsAreGoodFor) rows = { found: await allRows(table, signal), at: now() };
    const { found } = rows;
    const known = new Set(all.map((each) => keyText(keyOf(each))));
    const unheard = [...found.values()].filter(({ key }) => !known.has(keyText(key)));
    return [...all, ...unheard.map(({ key }) => statusOf(key, undefined))]
      .map((status) => ({ ...status, ...originOf(status, found) }))
      .sort(byName);
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

type Found = ReadonlyMap<string, { readonly key: PipelineKey; readonly origin?: Origin }>;

async function allRows({ scanOrigins }: FleetSource["table"], signal?: AbortSignal): Promise<Found> {
  const found = new Map<string, { readonly key: PipelineKey; readonly origin?: Origin }>();
  for await (const row of scanOrigins(signal)) found.set(keyText(row.key), row);
  return found;
}

function originOf(status: PipelineStatus, found: Found): Pick<PipelineStatus, "origin"> {
  const origin = found.get(keyText(keyOf(status)))?.origin;
  return origin ? { origin } : {};
}
