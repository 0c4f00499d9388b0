import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeChildAccount } from "../../../child-account/index.js";
import { openToolchain, type ResourceChange, type Terraform, terraformIn } from "../../../toolchain/index.js";
import type { Terminal } from "../../shared/terminal.js";
import type { CentralSettings } from "./settings.js";

/** What Terraform would change in one account, ready to be applied as it is. */
export interface AccountPlan {
  readonly account: string;
  readonly changes: readonly ResourceChange[];
  apply(): Promise<void>;
}

export interface Order {
  readonly accounts: readonly string[];
  readonly settings: CentralSettings;
  readonly destroy: boolean;
  readonly signal: AbortSignal;
  readonly out: Terminal;
}

/** Plans every account in a folder that is gone when `work` ends. */
export async function withPlans<T>(
  order: Order,
  work: (plans: readonly AccountPlan[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "stagewright-accounts-"));
  try {
    const toolchain = await openToolchain({ env: process.env, cwd: process.cwd() }, folder);
    const plans: AccountPlan[] = [];
    for (const account of order.accounts) {
      const cwd = join(folder, account);
      await writeChildAccount({ account, settings: order.settings }, cwd);
      const options = { cwd, env: toolchain.env, signal: order.signal };
      plans.push(await planAccount(account, terraformIn(toolchain.terraform.path, options), order));
    }
    return await work(plans);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Somebody else's run of the same account ends within this time, or is told of. */
const patience = "-lock-timeout=60s";

async function planAccount(
  account: string,
  terraform: Terraform,
  { destroy, out }: Order,
): Promise<AccountPlan> {
  out.say(out.colors.dim(`Planning account ${account}`));
  await terraform.init();
  const { hasChanges, file, changes } = await terraform.planChanges(
    patience,
    ...(destroy ? ["-destroy"] : []),
  );
  return {
    account,
    changes,
    apply: async () => {
      if (hasChanges) await terraform.apply(patience, file);
    },
  };
}
