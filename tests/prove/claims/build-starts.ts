import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  type ComputeType,
  CreateProjectCommand,
  ResourceAlreadyExistsException,
  StartBuildCommand,
} from "@aws-sdk/client-codebuild";
import { IAMClient } from "@aws-sdk/client-iam";
import { globalArn } from "../../../compiler/iam/index.js";
import type { Claim } from "../claim.js";
import { proofNames } from "../names.js";
import { makeRole, oneStatement } from "../people.js";
import type { Proof } from "../proof.js";
import { until } from "../until.js";

/** An account may run no build of some size, or none at all, and says so only when one is started. */
export const buildStartsClaim: Claim = {
  id: "build-starts",
  says: "The account runs a build of the size that the controller asks for (finding 4).",
  needs: [],
  prove: async (proof) => {
    const client = new CodeBuildClient(proof.access);
    try {
      await makeProject(proof, client);
      const projectName = proofNames(proof.settings.namePrefix).build;
      const { build } = await client.send(new StartBuildCommand({ projectName }));
      return await ended(build?.id ?? "", proof, client);
    } finally {
      client.destroy();
    }
  },
};

async function makeProject({ settings, central, access }: Proof, client: CodeBuildClient): Promise<void> {
  const name = proofNames(settings.namePrefix).build;
  const iam = new IAMClient(access);
  const trust = oneStatement({
    Principal: { Service: "codebuild.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  });
  await makeRole(iam, name, trust, oneStatement({ Action: ["logs:*"], Resource: ["*"] }));
  iam.destroy();
  const { image } = settings.controller;
  // The settings allow no other than those of CodeBuild.
  const computeType = settings.controller.computeType as ComputeType;
  const make = new CreateProjectCommand({
    name,
    source: { type: "NO_SOURCE", buildspec: "version: 0.2\nphases: {build: {commands: [echo proven]}}\n" },
    artifacts: { type: "NO_ARTIFACTS" },
    environment: { type: "LINUX_CONTAINER", image, computeType },
    serviceRole: globalArn("iam", `role/${name}`, central),
    logsConfig: { cloudWatchLogs: { status: "DISABLED" } },
  });
  const made = () =>
    client.send(make).catch((error: unknown) => {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
      return {};
    });
  await until(made, { timeoutMs: 60_000, what: "a role that CodeBuild may take" });
}

async function ended(id: string, { signal }: Proof, client: CodeBuildClient): Promise<string> {
  const look = async () => {
    const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    return builds[0]?.buildComplete ? builds[0] : undefined;
  };
  const build = await until(look, { timeoutMs: 600_000, what: "the build's end", signal });
  if (build.buildStatus !== "SUCCEEDED") throw new Error(`The build ended as ${build.buildStatus}.`);
  return `build ${id}`;
}
