// A program of its own, to be killed. Argument: the state folder. It starts a sandbox with a build that hangs, and says
// when the build runs.

import { setTimeout as sleep } from "node:timers/promises";
import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  StartBuildCommand,
} from "@aws-sdk/client-codebuild";
import { createServiceRole } from "./sandbox.fixture.js";
import { startSandbox } from "./sandbox.js";

const sandbox = await startSandbox({ stateDir: process.argv[2] ?? "" });
const client = {
  endpoint: sandbox.url,
  region: sandbox.region,
  credentials: sandbox.access.root(sandbox.accountId),
};
const codebuild = new CodeBuildClient(client);
const buildspec = "version: 0.2\nphases: { build: { commands: ['sleep 600'] } }";
await codebuild.send(
  new CreateProjectCommand({
    name: "endless",
    serviceRole: await createServiceRole(sandbox, "builder", "codebuild.amazonaws.com", ["logs:*"]),
    source: { type: "NO_SOURCE", buildspec },
    artifacts: { type: "NO_ARTIFACTS" },
    environment: {
      type: "LINUX_CONTAINER",
      computeType: "BUILD_GENERAL1_SMALL",
      image: "aws/codebuild/standard:7.0",
    },
  }),
);
const { build } = await codebuild.send(new StartBuildCommand({ projectName: "endless" }));
const phase = async () =>
  (await codebuild.send(new BatchGetBuildsCommand({ ids: [build?.id ?? ""] }))).builds?.[0]?.currentPhase;
while ((await phase()) !== "BUILD") await sleep(50);
console.log("hanging");
