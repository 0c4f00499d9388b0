import { readFileSync } from "node:fs";
import { compileReading, withItems } from "../../../compiler/compile.js";
import type { Settings } from "../../../compiler/index.js";
import { readItems } from "../../../compiler/reading/index.js";
import { itemDigest, shownKey } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import {
  type CancellingChange,
  changeJson,
  changeOf,
  showChange,
  withCancelled,
} from "../../shared/item-change.js";
import { refuse } from "../../shared/refuse.js";
import { refuseTakenIds } from "../../shared/refuse-taken-ids.js";
import { type Connected, withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { answeringChanged, writeItems } from "../../shared/write-items.js";
import type { PutOptions } from "./command.js";

/**
 * Puts items into the table: all of them valid, after what changes has been shown, and only over what was read. JSON:
 * `{"items": [{repo, branch, change, actions, resources, approvals, cancels}]}`, or `{"errors": […]}`.
 */
export function put(paths: readonly string[], options: PutOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async (connected) => {
    const { table, installation } = connected;
    const made = readAll(paths, installation.settings, options, out);
    const keys = made.map(({ pipeline }) => pipeline);
    await refuseTakenIds(keys, connected, options, out);
    const changes: CancellingChange[] = [];
    for (const one of made) {
      const change = changeOf(one, await table.readItem(one.pipeline), installation.settings);
      changes.push(await withCancelled(change, installation.settings, options.now ? "now" : "controller"));
    }
    for (const change of changes) showChange(change, installation.settings, out);
    await write(changes, connected, options, out);
    if (options.json) out.data({ items: changes.map(changeJson) });
  });
}

function readAll(paths: readonly string[], settings: Settings, options: PutOptions, out: Terminal) {
  const reading = readItems(paths, { settings, stdin: () => readFileSync(0, "utf8") });
  const compiled = compileReading(reading, settings);
  if (compiled.diagnostics.length > 0) return refuse(compiled.diagnostics, options, out);
  return withItems(compiled);
}

async function write(
  changes: readonly CancellingChange[],
  { table }: Connected,
  options: PutOptions,
  out: Terminal,
) {
  const wanted = changes.filter(({ change }) => change !== "unchanged");
  if (wanted.length === 0) {
    out.say(`${table.name} holds all of this already.`);
    if (options.now) {
      await hasten(changes, table);
      out.say("What of it waits for what runs in its pipeline waits no longer.");
    }
    return;
  }
  await confirm(`Put ${count(wanted.length, "item")} into ${table.name}?`, out, { yes: options.yes });
  if (options.now) await hasten(changes, table);
  await answeringChanged(options, out, () => writeItems(wanted, table));
  out.say(out.colors.green(`${count(wanted.length, "item")} put into ${table.name}.`));
  sayNext(wanted, out);
}

/** A build begins by itself; where it is, `status` tells. */
function sayNext(wanted: readonly CancellingChange[], out: Terminal): void {
  const [only] = wanted;
  const key = wanted.length === 1 && only ? ` ${shownKey(only.pipeline)}` : "";
  out.say(`Next: stagewright status${key} --watch`);
}

/** Before the items are put, so that no run finds one and not this. What is there already may wait as well. */
async function hasten(changes: readonly CancellingChange[], table: Connected["table"]): Promise<void> {
  for (const { pipeline, item } of changes) await table.hasten(pipeline, itemDigest(item));
}
