import type { BuildState, Builds } from "../core/index.js";
import type { BuildRunner } from "./runner.js";
import type { BuildStarter } from "./start.js";
import type { BuildRecord } from "./state.js";

/** What the other services may ask. */
export function buildsPort(runner: BuildRunner, starter: BuildStarter): Builds {
  return {
    start: async (request) => (await starter.startForPipeline(request)).id,
    describe({ name, ...place }) {
      const build = runner.buildsOf(place).get(name);
      return build && stateOf(build);
    },
  };
}

function stateOf(build: BuildRecord): BuildState {
  const variables = build.exportedEnvironmentVariables ?? [];
  const exported = variables.map(({ name = "", value = "" }) => [name, value]);
  const logArn = build.logs?.cloudWatchLogsArn;
  const failure = failureOf(build);
  return {
    status: build.buildStatus ?? "IN_PROGRESS",
    isComplete: build.buildComplete === true,
    exportedVariables: Object.fromEntries(exported),
    ...(failure !== undefined && { failure }),
    ...(logArn !== undefined && { logArn }),
  };
}

function failureOf({ phases }: BuildRecord): string | undefined {
  const failed = phases.find(({ phaseStatus = "SUCCEEDED" }) => phaseStatus !== "SUCCEEDED");
  const [context] = failed?.contexts ?? [];
  return (
    failed &&
    `Phase: ${failed.phaseType}, Code: ${context?.statusCode ?? ""}, Message: ${context?.message ?? ""}`
  );
}
