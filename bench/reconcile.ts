import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reconcileKeys } from "../controller/reconciler/index.js";
import { byTurns, report } from "./comparison.js";
import { reportBundle } from "./reconcile/bundle.js";
import { type BenchInstallation, openSite } from "./reconcile/site.js";
import { sumOf, timedHere, timeProgram } from "./reconcile/timed.js";

/**
 * How long `stagewright reconcile` takes beside cdktf and bare Terraform, on a pipeline that is only built, in a
 * sandbox: when there is nothing to do, and when there is everything to make. All are run by turns; figures are
 * medians. Then the size and the start of the dispatcher. `npm run bench:reconcile -- [--rounds N]`
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const built = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
  const rounds = Number(values.rounds);
  await reportBundle(built("dispatcher/handler.cjs"));
  const folder = mkdtempSync(join(tmpdir(), "stagewright-bench-"));
  const site = await openSite(built("stagewright.js"), folder);
  try {
    await compareCreating(site, rounds);
    await compareNothingToDo(site, rounds);
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In every round a pipeline of its own: each begins without state, and without what `init` fetches. */
async function compareCreating(site: BenchInstallation, rounds: number): Promise<void> {
  const results = await byTurns(rounds, {
    "terraform init, terraform apply": async (round) => {
      const { terraform } = await site.stack(`terraform-${round}`);
      const init = await timeProgram(terraform("init", "-input=false"));
      return sumOf([init, await timeProgram(terraform("apply", "-auto-approve", "-input=false"))]);
    },
    "cdktf deploy": async (round) => timeProgram((await site.stack(`cdktf-${round}`)).cdktf("deploy")),
    "stagewright reconcile": async (round) => timeProgram(site.stagewright(await site.put(`ours-${round}`))),
    "cdktf --version": async (round) =>
      timeProgram((await site.stack(`version-${round}`)).cdktf("--version")),
  });
  report(`a pipeline is made, ${rounds} rounds`, results);
}

async function compareNothingToDo(site: BenchInstallation, rounds: number): Promise<void> {
  const { cdktf } = await site.stack("idle-cdktf");
  const key = await site.put("idle-ours");
  await timeProgram(cdktf("deploy"));
  await timeProgram(site.stagewright(key));
  const reconciler = site.reconciler();
  const results = await byTurns(rounds, {
    "stagewright reconcile": () => timeProgram(site.stagewright(key)),
    "the same in a process that runs already": () => timedHere(() => reconcileKeys([key], reconciler)),
    "cdktf deploy": () => timeProgram(cdktf("deploy")),
  });
  report(`nothing to do, ${rounds} rounds`, results);
}

await main();
