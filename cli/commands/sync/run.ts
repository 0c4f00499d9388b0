import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { itemChanges } from "../../../compiler/changes/index.js";
import type { Settings } from "../../../compiler/index.js";
import {
  inParallel,
  type Origin,
  shownKey,
  systemClock,
  timestamp,
} from "../../../controller/records/index.js";
import { type Cancelled, cancelledByDestroy, printCancelled } from "../../shared/cancelled.js";
import { confirm } from "../../shared/confirm.js";
import { type CancellingChange, changeJson, showChange, withCancelled } from "../../shared/item-change.js";
import { originInWords } from "../../shared/origin-in-words.js";
import { printChanges } from "../../shared/print-changes.js";
import { refuse } from "../../shared/refuse.js";
import { pipelineIn } from "../../shared/require-pipeline.js";
import { type Connected, withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { answeringChanged, removeItems, writeItems } from "../../shared/write-items.js";
import type { SyncOptions } from "./command.js";
import { commitOf } from "./commit.js";
import { type Other, planSync, type SyncPlan } from "./plan.js";

/** Of CodePipeline, which answers few calls a second. */
const askedAtOnce = 4;

/**
 * Makes the table equal to a folder of items: all of them valid, after what changes has been shown, and only over what
 * was read. What a run that was killed has not written, the next one finds. JSON: `{"items": [{repo, branch, change,
 * actions, resources, approvals, cancels}]}`, where `change` is also `removed`, or `left` without `--prune`; or `{"errors": […]}`.
 */
export function sync(folder: string, options: SyncOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async (connected) => {
    const { settings } = connected.installation;
    const planned = await planSync(folder, options, connected);
    if ("diagnostics" in planned) return refuse(planned.diagnostics, options, out);
    const plan = await cancelling(planned, options, settings);
    show(plan, options, settings, out);
    await apply(plan, folder, connected, options, out);
    if (options.json) out.data({ items: planJson(plan, options) });
  });
}

/** A plan, with what of the pipelines' executions it cancels. */
interface CancellingPlan {
  readonly items: readonly CancellingChange[];
  readonly others: readonly (Other & { readonly cancels: readonly Cancelled[] })[];
}

async function cancelling(
  { items, others }: SyncPlan,
  { prune }: SyncOptions,
  settings: Settings,
): Promise<CancellingPlan> {
  const by = "controller";
  const cancelledOf = async ({ key }: Other) =>
    prune ? cancelledByDestroy({ key, settings, by }) : ([] as const);
  return {
    items: await inParallel(items, askedAtOnce, (change) => withCancelled(change, settings, by)),
    others: await inParallel(others, askedAtOnce, async (other) => ({
      ...other,
      cancels: await cancelledOf(other),
    })),
  };
}

function show(
  { items, others }: CancellingPlan,
  { prune }: SyncOptions,
  settings: Settings,
  out: Terminal,
): void {
  const changed = items.filter(({ change }) => change !== "unchanged");
  for (const change of changed) showChange(change, settings, out);
  for (const other of others) if (prune) showRemoval(other, settings, out);
  if (changed.length < items.length)
    out.say(out.colors.dim(`${count(items.length - changed.length, "item")} unchanged.`));
  if (others.length === 0 || prune) return;
  out.say(`Not in the folder, and left as it is without --prune, which would remove:`);
  for (const { key, origin } of others) out.say(`  ${shownKey(key)}${fromWhere(origin)}`);
}

function showRemoval(
  { key, asRead, origin, cancels }: CancellingPlan["others"][number],
  settings: Settings,
  out: Terminal,
): void {
  out.say(`${out.colors.bold(shownKey(key))}: removed${fromWhere(origin)}, and with it`);
  printChanges(itemChanges(pipelineIn(asRead, settings), undefined, settings), out);
  printCancelled(cancels, out);
}

function fromWhere(origin: Origin | undefined): string {
  return origin ? ` (from ${originInWords(origin)})` : " (put by hand)";
}

/** First what is to be there, then what is to go: a pipeline that moves to another key is never without either. */
async function apply(
  { items, others }: CancellingPlan,
  folder: string,
  { table, installation: { settings } }: Connected,
  options: SyncOptions,
  out: Terminal,
): Promise<void> {
  const puts = items.filter(({ change }) => change !== "unchanged");
  const removals = options.prune ? others : [];
  if (puts.length + removals.length === 0) {
    out.say(`${table.name} holds all of this already.`);
    return;
  }
  await confirm(question(puts.length, removals.length, table.name), out, { yes: options.yes });
  const origin = await originOf(folder, settings);
  await answeringChanged(options, out, async () => {
    await writeItems(
      puts.map((put) => ({ ...put, origin })),
      table,
    );
    await removeItems(
      removals,
      table,
      puts.map(({ pipeline }) => pipeline),
    );
  });
  out.say(
    out.colors.green(
      `${count(puts.length, "item")} put into ${table.name}, ${removals.length} removed, from ${originInWords(origin)}.`,
    ),
  );
}

function question(puts: number, removals: number, table: string): string {
  const removed = removals > 0 ? ` and remove ${count(removals, "item")}` : "";
  return `Put ${count(puts, "item")} into ${table}${removed}?`;
}

/** Where all that is written now comes from. */
async function originOf(folder: string, { region }: Settings): Promise<Origin> {
  const sts = new STSClient({ region });
  try {
    const { Arn: by = "an unknown caller" } = await sts.send(new GetCallerIdentityCommand({}));
    return { ...(await commitOf(folder)), by, at: timestamp(systemClock.now()) };
  } finally {
    sts.destroy();
  }
}

function planJson({ items, others }: CancellingPlan, { prune }: SyncOptions) {
  const change = prune ? "removed" : "left";
  return [
    ...items.map(changeJson),
    ...others.map(({ key: { repository: repo, branch }, cancels }) => ({ repo, branch, change, cancels })),
  ];
}
