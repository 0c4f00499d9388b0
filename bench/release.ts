import { parseArgs } from "node:util";
import { median } from "../tests/fleet/figures.js";
import { type ApiInstallation, apiItem, startApiInstallation } from "../tests/pipelines/api-installation.js";
import {
  actionsOf,
  endedBy,
  endOf,
  openApproval,
  type WatchedPipeline,
} from "../tests/pipelines/executions.js";

/**
 * How long a change of `examples/repositories/api` takes from its push to production, in a sandbox, and where that time goes.
 * The approval is given at once. Figures are medians. `npm run bench:release -- [--rounds N]`
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

interface Release {
  readonly seconds: number;
  /** By action, in the order in which they began. */
  readonly actions: ReadonlyMap<string, number>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
  const api = await startApiInstallation(["api"]);
  try {
    const watched = await api.pipelineOf(apiItem());
    await endedBy(watched, "CreatePipeline");
    await api.push("api-tests");
    const releases: Release[] = [];
    for (let round = 0; round < Number(values.rounds); round++)
      releases.push(await release(api, watched, round));
    print(releases);
  } finally {
    await api.close();
  }
}

async function release(api: ApiInstallation, watched: WatchedPipeline, round: number): Promise<Release> {
  const start = performance.now();
  await api.push("api", [["src/index.mjs", "]);", `]); // ${round}`]]);
  const { executionId } = await openApproval(watched);
  await api.answer(watched, "Approved");
  await endOf(watched, executionId);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, actions: await secondsOf(watched, executionId) };
}

async function secondsOf(watched: WatchedPipeline, execution: string): Promise<Map<string, number>> {
  const actions = await actionsOf(watched, execution);
  return new Map(
    [...actions].map(([name, { startTime, lastUpdateTime }]) => [
      name,
      (Number(lastUpdateTime) - Number(startTime)) / 1000,
    ]),
  );
}

function print(releases: readonly Release[]): void {
  const line = (name: string, values: readonly number[]) =>
    console.log(`${name.padEnd(36)} ${median(values).toFixed(1).padStart(6)} s`);
  line(
    "push to production",
    releases.map(({ seconds }) => seconds),
  );
  for (const name of releases[0]?.actions.keys() ?? [])
    line(
      `  ${name}`,
      releases.map(({ actions }) => actions.get(name) ?? Number.NaN),
    );
}

await main();
