import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../compiler/settings/index.js";
import {
  openToolchain,
  progressInWords,
  progressReader,
  type ResourceChange,
  type Terraform,
  type ToolSearch,
  terraformIn,
} from "../toolchain/index.js";
import { writeChildAccount } from "./write-child-account.js";

/** What Terraform would change in one account, ready to be applied as it is. */
export interface AccountPlan {
  readonly account: string;
  readonly changes: readonly ResourceChange[];
  apply(): Promise<void>;
}

export interface AccountPlanOptions {
  readonly accounts: readonly string[];
  /** With the central account. */
  readonly settings: Settings;
  readonly destroy: boolean;
  readonly tools: ToolSearch;
  readonly signal: AbortSignal;
  /** Before an account is planned. */
  onPlan(account: string): void;
  /** How far an account's apply is, in words. */
  onProgress(account: string, words: string): void;
}

/** Plans every account in a folder that is gone when `work` ends. */
export async function withPlans<T>(
  options: AccountPlanOptions,
  work: (plans: readonly AccountPlan[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "stagewright-accounts-"));
  try {
    const { accounts, settings, tools, signal } = options;
    const toolchain = await openToolchain(tools, folder);
    const plans: AccountPlan[] = [];
    for (const account of accounts) {
      const cwd = join(folder, account);
      await writeChildAccount({ account, settings }, cwd);
      // The plan tells, among its lines of JSON, how many changes there are.
      const read = progressReader();
      const onOutput = (line: string) => {
        const step = read(line);
        if (step) options.onProgress(account, progressInWords(step));
      };
      const run = { cwd, env: toolchain.env, signal, onOutput };
      options.onPlan(account);
      plans.push(await planAccount(account, terraformIn(toolchain.terraform.path, run), options.destroy));
    }
    return await work(plans);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Somebody else's run of the same account ends within this time, or is told of. */
const lockTimeout = "-lock-timeout=60s";

async function planAccount(account: string, terraform: Terraform, destroys: boolean): Promise<AccountPlan> {
  await terraform.init();
  const { hasChanges, file, changes } = await terraform.planChanges(
    lockTimeout,
    ...(destroys ? ["-destroy"] : []),
  );
  return {
    account,
    changes,
    apply: async () => {
      if (hasChanges) await terraform.apply(lockTimeout, file);
    },
  };
}
