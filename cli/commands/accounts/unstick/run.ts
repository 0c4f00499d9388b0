import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { confirm } from "../../../shared/confirm.js";
import { Exit } from "../../../shared/exit.js";
import { interruptible } from "../../../shared/interrupt.js";
import { count, type Terminal } from "../../../shared/terminal.js";
import type { UnstickOptions } from "../command.js";
import { settingsInForce } from "../settings.js";
import { accessTo } from "./account-access.js";
import { applyRemedy, type UnstickOutcome } from "./apply.js";
import { type StuckStack, stuckStacks } from "./stuck-stacks.js";

interface StuckThere extends StuckStack {
  readonly account: string;
  readonly client: CloudFormationClient;
}

/**
 * Shows which stacks of pipelines are stuck, asks, and frees them. JSON: `{"stacks": [{account, name, status, remedy}]}`,
 * where `status` is the one at the end.
 */
export async function unstick(
  accounts: readonly string[],
  options: UnstickOptions,
  out: Terminal,
): Promise<void> {
  const settings = await settingsInForce(options, out);
  const { namePrefix } = settings;
  const found: StuckThere[] = [];
  for (const account of accounts) {
    const client = new CloudFormationClient(await accessTo(account, settings));
    const stacks = await stuckStacks(client, { namePrefix, stack: options.stack });
    found.push(...stacks.map((stack) => ({ ...stack, account, client })));
  }
  print(found, out);
  const ended = await interruptible((signal) => free(found, options, out, signal));
  if (options.json) out.data({ stacks: found.map((stack) => stackJson(stack, ended.get(stack))) });
  if ([...ended.values()].some(({ isFree }) => !isFree)) throw new Exit(1);
}

function print(stacks: readonly StuckThere[], { say, colors }: Terminal): void {
  if (stacks.length === 0) say("No stack of a pipeline is stuck.");
  for (const { account, name, status, words, reason } of stacks) {
    say(`${account} ${colors.bold(name)} is ${status}: ${words}.`);
    if (reason) say(`  CloudFormation says: ${reason}`);
  }
}

async function free(
  stacks: readonly StuckThere[],
  { yes }: UnstickOptions,
  out: Terminal,
  signal: AbortSignal,
): Promise<Map<StuckThere, UnstickOutcome>> {
  const ended = new Map<StuckThere, UnstickOutcome>();
  const wanted = stacks.filter(({ remedy }) => remedy !== "manual");
  if (wanted.length > 0) await confirm(`Do this to ${count(wanted.length, "stack")}?`, out, { yes });
  for (const stack of wanted) {
    const outcome = await applyRemedy(stack, stack.client, signal);
    ended.set(stack, outcome);
    sayOutcome(stack, outcome, out);
  }
  return ended;
}

function sayOutcome(
  { name, remedy }: StuckThere,
  { status, reason, isFree }: UnstickOutcome,
  out: Terminal,
): void {
  const { green, red } = out.colors;
  if (isFree) {
    const done = remedy === "delete" ? "It is gone" : "It is as it was before the update";
    out.say(green(`${name}: ${done}; the pipeline can deploy again.`));
  } else out.say(red(`${name}: It is ${status}${reason ? `: ${reason}` : ""}.`));
}

function stackJson({ account, name, status, remedy }: StuckThere, outcome: UnstickOutcome | undefined) {
  return { account, name, status: outcome?.status ?? status, remedy };
}
