import { BatchGetBuildsCommand, CodeBuildClient } from "@aws-sdk/client-codebuild";
import {
  type ActionDeclaration,
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { IAMClient } from "@aws-sdk/client-iam";
import { arn, globalArn } from "../../../compiler/iam/index.js";
import type { Claim } from "../claim.js";
import { ProvenExecutions } from "../executions.js";
import { proofNames } from "../names.js";
import { makeRole, oneStatement } from "../people.js";
import { nameOf } from "../pipeline.js";
import type { Proof } from "../proof.js";
import { until } from "../until.js";

/** By a small pipeline of its own, since the compiler's projects say that their source is a pipeline's. */
export const projectWithoutSourceClaim: Claim = {
  id: "project-without-source",
  says: "A project that is made without a source builds what a pipeline gives it.",
  needs: ["build-starts", "deployed"],
  prove: async (proof) => {
    const { pipeline: name } = proofNames(proof.settings.namePrefix);
    const client = new CodePipelineClient(proof.access);
    const executions = new ProvenExecutions(proof, name);
    try {
      await makePipelineRole(proof);
      const make = () => client.send(new CreatePipelineCommand({ pipeline: declarationOf(proof) }));
      await until(make, { timeoutMs: 60_000, what: "a role that CodePipeline may take" });
      const execution = await executions.start();
      await executions.succeeded(execution);
      const built = (await executions.actions(execution)).find(({ actionName }) => actionName === "Build");
      return await requireSource(built?.output?.executionResult?.externalExecutionId ?? "", proof);
    } finally {
      executions.close();
      await client.send(new DeletePipelineCommand({ name })).finally(() => client.destroy());
    }
  },
};

function declarationOf(proof: Proof): PipelineDeclaration {
  const { settings, central, key } = proof;
  const { pipeline: name, build: ProjectName } = proofNames(settings.namePrefix);
  const source = {
    RepositoryName: key.repository,
    BranchName: key.branch,
    PollForSourceChanges: "false",
  };
  return {
    name,
    pipelineType: "V2",
    roleArn: globalArn("iam", `role/${name}`, central),
    artifactStore: {
      type: "S3",
      location: `${nameOf(proof)}-${central.account}`,
      encryptionKey: { type: "KMS", id: `alias/${nameOf(proof)}` },
    },
    stages: [
      stage("Source", "Source", "CodeCommit", {
        configuration: source,
        outputArtifacts: [{ name: "Source" }],
      }),
      stage("Build", "Build", "CodeBuild", {
        configuration: { ProjectName },
        inputArtifacts: [{ name: "Source" }],
      }),
    ],
  };
}

function stage(
  name: string,
  category: "Source" | "Build",
  provider: string,
  more: Partial<ActionDeclaration>,
) {
  return {
    name,
    actions: [{ name, actionTypeId: { category, owner: "AWS" as const, provider, version: "1" }, ...more }],
  };
}

async function makePipelineRole(proof: Proof): Promise<void> {
  const { settings, central, access, key } = proof;
  const { pipeline, build } = proofNames(settings.namePrefix);
  const here = { ...central, region: settings.region };
  const bucket = `arn:${central.partition}:s3:::${nameOf(proof)}-${central.account}`;
  const iam = new IAMClient(access);
  const ofService = (service: string) =>
    oneStatement({ Principal: { Service: `${service}.amazonaws.com` }, Action: ["sts:AssumeRole"] });
  const grants = {
    Action: ["s3:*", "kms:*", "codecommit:*", "codebuild:*"],
    Resource: [
      ...[bucket, `${bucket}/*`, arn("kms", "key/*", here)],
      ...[arn("codecommit", key.repository, here), arn("codebuild", `project/${build}`, here)],
    ],
  };
  await makeRole(iam, pipeline, ofService("codepipeline"), oneStatement(grants));
  // The project's own role reads the source.
  const reads = { Action: ["logs:*", "s3:*", "kms:*"], Resource: ["*"] };
  await makeRole(iam, build, ofService("codebuild"), oneStatement(reads));
  iam.destroy();
}

async function requireSource(id: string, { access }: Proof): Promise<string> {
  const client = new CodeBuildClient(access);
  try {
    const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    const type = builds[0]?.source?.type ?? "none";
    if (type !== "CODEPIPELINE") throw new Error(`The source of the build ${id} is ${type}.`);
    return `build ${id}`;
  } finally {
    client.destroy();
  }
}
