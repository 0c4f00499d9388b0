import { tmpdir } from "node:os";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { approvalsOf, effectOnExecutions, type KeptPipeline } from "../../compiler/changes/index.js";
import type { Pipeline, Settings } from "../../compiler/index.js";
import { pipelineId } from "../../compiler/index.js";
import { pipelineName } from "../../compiler/names/index.js";
import { renderStack } from "../../compiler/stack/index.js";
import { type AtWork, atWorkInWords, minutesFor, readAtWork } from "../../controller/executions/index.js";
import type { Connection } from "../../controller/installation/index.js";
import type { PipelineKey } from "../../controller/records/index.js";
import { count, type Terminal } from "./terminal.js";

/** Why a change does not wait: it is done here by a person, or `--now` says so, or it is urgent. */
type Reason = "here" | "now" | "urgent";

/** An execution that a change cancels. JSON of `put` has it as it is. */
export interface Cancelled extends AtWork {
  /** How long the controller waits for it at most; 0: it does not. */
  readonly waitsMinutes: number;
  readonly because?: Reason;
}

/** Whose change it is, and who does it. */
export interface ChangeOfPipeline {
  readonly key: PipelineKey;
  readonly settings: Settings;
  readonly by: "controller" | "now" | "here";
}

/** What a change from one item to another cancels; undefined stands for no item. */
export async function cancelledByItem(
  before: Pipeline | undefined,
  after: Pipeline | undefined,
  change: ChangeOfPipeline,
): Promise<Cancelled[]> {
  if (!before) return [];
  const [was, is] = [before, after].map((pipeline) => pipeline && madeOf(pipeline, change.settings));
  return cancelled([was], is, change);
}

/** What a deploy of a pipeline cancels, of what was applied or tried last. */
export async function cancelledByDeploy(
  pipeline: Pipeline,
  { ledger, configurations }: Pick<Connection, "ledger" | "configurations">,
  change: ChangeOfPipeline,
): Promise<Cancelled[]> {
  const record = await ledger.read(change.key);
  const before = record ? await configurations.madeFor(record) : [];
  return cancelled(before, madeOf(pipeline, change.settings), change);
}

/** What the removal of a pipeline cancels. */
export function cancelledByDestroy(change: ChangeOfPipeline): Promise<Cancelled[]> {
  return cancelled([undefined], undefined, change);
}

function madeOf(pipeline: Pipeline, settings: Settings): Required<KeptPipeline> {
  return { stack: renderStack(pipeline, settings, tmpdir()), approvals: approvalsOf(pipeline) };
}

async function cancelled(
  before: readonly (KeptPipeline | undefined)[],
  after: Required<KeptPipeline> | undefined,
  { key, settings, by }: ChangeOfPipeline,
): Promise<Cancelled[]> {
  const effect = after ? effectOnExecutions(before, after) : "cancels";
  if (before.length === 0 || effect === "none") return [];
  const { region, namePrefix, controller: limits } = settings;
  const client = new CodePipelineClient({ region });
  try {
    const name = pipelineName(namePrefix, pipelineId(key.repository, key.branch));
    const because = by === "controller" ? effect : by;
    return (await readAtWork(client, name)).map((one) => {
      if (because !== "cancels") return { ...one, waitsMinutes: 0, because };
      return { ...one, waitsMinutes: minutesFor(one, { limits, isRemoval: !after }) };
    });
  } finally {
    client.destroy();
  }
}

const reasons: Readonly<Record<Reason, string>> = {
  here: "This cancels it.",
  now: "The controller cancels it, and does not wait for it: --now.",
  urgent:
    "The controller cancels it at once: a deployment or an account goes, or others are asked, and that does not wait.",
};

/** Says which executions a change cancels, and what the controller waits for. */
export function printCancelled(all: readonly Cancelled[], { say, colors }: Terminal): void {
  for (const one of all) {
    say(`  ${colors.yellow(`Execution ${one.execution} ${atWorkInWords(one)}.`)}`);
    say(`    ${whatBecomesOf(one)}`);
  }
}

function whatBecomesOf({ because, waitsMinutes }: Cancelled): string {
  if (because) return reasons[because];
  if (waitsMinutes === 0) return "The controller cancels it, and does not wait for it.";
  const longest = count(waitsMinutes, "minute");
  return `The controller waits for it, ${longest} at most, and cancels it then. With --now it does not wait.`;
}
