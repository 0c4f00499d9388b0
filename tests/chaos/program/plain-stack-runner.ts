import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safeParseItem } from "../../../compiler/item/index.js";
import type { CompileResult, StackRunner } from "../../../controller/reconciler/index.js";
import { keyIn, type TableItem } from "../../../controller/records/index.js";
import {
  type Configurations,
  digestOfOutput,
  readOutput,
  type StateStore,
  statePlaces,
} from "../../../controller/state/index.js";
import { ensureSuccess, run, type Watch } from "../../../toolchain/index.js";
import { journalled } from "./journal.js";
import type { Orders } from "./orders.js";

export interface PlainStackRunnerOptions {
  readonly orders: Orders;
  readonly owner: string;
  readonly states: StateStore;
  readonly configurations: Configurations;
}

/**
 * Stacks of one `terraform_data`, by Terraform itself, so that a run takes half a second. States, locks and kept
 * configurations are the real ones.
 */
export function plainStackRunner({
  orders,
  owner,
  states,
  configurations,
}: PlainStackRunnerOptions): StackRunner {
  const terraform = (folder: string, command: string, branch: string, watch: Watch) =>
    journalled(orders.journal, { pipeline: branch, build: owner }, () =>
      runTerraform(orders.terraform, folder, command, watch),
    );
  return {
    compile: (item) => compile(item, orders),
    claim: async () => undefined,
    stateOf: (key) => states.markOf(key),
    keep: async (key, { digest, folder }) => configurations.keep(key, digest, await readOutput(folder)),
    // What is in no state is nowhere: these stacks have nothing in AWS.
    recover: async () => ({ done: [], foreign: [] }),
    subscriptions: async () => ({ pending: [], gone: [] }),
    deploy: async ({ branch }, { folder }, watch) => {
      await terraform(folder, "apply", branch, watch).finally(() => remove(folder));
    },
    destroy: async (key, last, watch) => {
      const folder = await newFolder();
      await configurations.fetch(key, last, folder);
      await terraform(folder, "destroy", key.branch, watch).finally(() => remove(folder));
    },
    clear: async (key) => {
      await states.clear(key);
      await configurations.clear(key);
    },
    repair: (key, ended) => states.repair(key, ended),
  };
}

async function compile(item: TableItem, { bucket, lockTable }: Orders): Promise<CompileResult> {
  const parsed = safeParseItem(item, { file: "table" });
  const key = keyIn(item);
  if (!parsed.ok || !key) return { ok: false, reason: "the item is not valid", hint: "mend it" };
  const folder = await newFolder();
  const stack = JSON.stringify({
    terraform: {
      backend: {
        s3: { bucket, key: statePlaces(key, bucket).state, encrypt: true, dynamodb_table: lockTable },
      },
    },
    resource: { terraform_data: { pipeline: { input: parsed.value.build?.timeoutMinutes ?? 0 } } },
  });
  await writeFile(join(folder, "cdk.tf.json"), stack);
  const digest = digestOfOutput(await readOutput(folder));
  return { ok: true, output: { digest, tools: { terraform: "any" }, stack: "plain", folder } };
}

async function runTerraform(command: string, cwd: string, what: string, watch: Watch): Promise<void> {
  const env = childVariables();
  const options = { cwd, env, signal: watch.signal, onOutput: watch.onLine };
  ensureSuccess(await run(command, ["init", "-input=false", "-no-color"], options));
  const flags = ["-input=false", "-no-color", "-auto-approve", "-lock-timeout=60s"];
  ensureSuccess(await run(command, [what, ...flags], options));
}

function childVariables(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|AWS_.*)$/.test(name));
  return { ...(Object.fromEntries(entries) as Record<string, string>), CHECKPOINT_DISABLE: "1" };
}

async function newFolder(): Promise<string> {
  await mkdir(tmpdir(), { recursive: true });
  return mkdtemp(join(tmpdir(), "plain-"));
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
