// A program of its own, to be killed. Argument: the state folder. It starts a sandbox with a build that hangs, and says
// when the build runs.

import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetBuildsCommand, CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { asRoot, createPlainProject } from "./sandbox.fixture.js";
import { startSandbox } from "./sandbox.js";

const sandbox = await startSandbox({ stateDir: process.argv[2] ?? "" });
await createPlainProject(sandbox, "endless", "sleep 600");
const codebuild = new CodeBuildClient(asRoot(sandbox));
const { build } = await codebuild.send(new StartBuildCommand({ projectName: "endless" }));
for (;;) {
  const { builds } = await codebuild.send(new BatchGetBuildsCommand({ ids: [build?.id ?? ""] }));
  if (builds?.[0]?.buildComplete) throw new Error("the build has ended before it was to be abandoned");
  if (builds?.[0]?.currentPhase === "BUILD") break;
  await sleep(50);
}
console.log("hanging");
