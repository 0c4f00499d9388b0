import { many, type RefusalCase } from "../refusal.fixture.js";
import { suiteAccount, suiteRegion } from "../suite.fixture.js";
import type { ActionDeclaration } from "./declaration.js";
import { executionRefusals } from "./execution-refusals.fixture.js";
import { approval, build, changeSet, deploy, pipeline, stage, withStage } from "./pipeline.fixture.js";

const here = `${suiteRegion}:${suiteAccount}`;
/** A pipeline that exists. */
export const live = { ...pipeline, name: "live" };
const manyTags = (count: number) => many(count).map((key) => ({ key, value: "v" }));
const made = (declaration: object) => ({ pipeline: declaration });
const withBuild = (changes: Partial<ActionDeclaration>) =>
  made(withStage(1, stage("BuildArtifact", { ...build, ...changes })));
const withApproval = (changes: Partial<ActionDeclaration>) =>
  made(withStage(2, stage("Approval", { ...approval, ...changes })));
const withDeploy = (configuration: Record<string, string>) =>
  made(withStage(3, stage("Deploy", { ...changeSet, configuration }, deploy)));

const counts = { minimumCount: 0, maximumCount: 1 };
const hook = (changes: object) => ({
  ...{ name: "hook", targetPipeline: "live", targetAction: "App", filters: [{ jsonPath: "$.ref" }] },
  ...{ authentication: "UNAUTHENTICATED", authenticationConfiguration: {}, ...changes },
});

export const pipelineRefusals: RefusalCase[] = [
  ...executionRefusals,
  // The protocol
  ["pipeline", "CreatePipeline", "{", "SerializationException"],
  ["pipeline", "CreatePipeline", "[]", "SerializationException"],
  ["pipeline", "GetPipeline", { name: 3 }, "SerializationException"],
  ["pipeline", "GetPipeline", { name: "live", version: "1" }, "SerializationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, stages: {} }), "SerializationException"],
  ["pipeline", "MakePipeline", {}, "UnknownOperationException"],
  ["commit", "toString", {}, "UnknownOperationException"],
  ["pipeline", "PollForThirdPartyJobs", {}, "NotImplementedException"],

  // CodePipeline's model
  ["pipeline", "CreatePipeline", {}, "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, name: undefined }), "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, name: "" }), "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, name: "a".repeat(101) }), "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, name: "shop/main" }), "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, roleArn: "role" }), "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, pipelineType: "V3" }), "ValidationException"],
  ["pipeline", "CreatePipeline", made({ ...pipeline, executionMode: "FAST" }), "ValidationException"],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, artifactStore: { type: "NFS", location: "artifacts" } }),
    "ValidationException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made({
      ...pipeline,
      artifactStore: { type: "S3", location: "artifacts", encryptionKey: { id: "k", type: "AES" } },
    }),
    "ValidationException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, variables: many(51).map((name) => ({ name })) }),
    "ValidationException",
  ],
  ["pipeline", "CreatePipeline", withBuild({ runOrder: 0 }), "ValidationException"],
  ["pipeline", "CreatePipeline", withBuild({ runOrder: 1000 }), "ValidationException"],
  ["pipeline", "CreatePipeline", withBuild({ namespace: "a.b" }), "ValidationException"],
  ["pipeline", "CreatePipeline", withBuild({ outputArtifacts: [{ name: "a b" }] }), "ValidationException"],
  ["pipeline", "CreatePipeline", withBuild({ configuration: { ProjectName: "" } }), "ValidationException"],
  [
    "pipeline",
    "CreatePipeline",
    withBuild({ configuration: { ProjectName: "a".repeat(1001) } }),
    "ValidationException",
  ],
  ["pipeline", "CreatePipeline", withApproval({ timeoutInMinutes: 4 }), "ValidationException"],

  // CodePipeline's rules; codepipeline/rules/rules.test.ts has each
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, stages: pipeline.stages.slice(0, 1) }),
    "InvalidStructureException",
  ],
  ["pipeline", "CreatePipeline", made({ ...pipeline, stages: [] }), "InvalidStructureException"],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, stages: pipeline.stages.slice(1) }),
    "InvalidStructureException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, pipelineType: "V1", executionMode: "QUEUED" }),
    "InvalidStructureException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, artifactStore: undefined }),
    "InvalidStructureException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, stages: [...pipeline.stages, stage("Deploy", approval)] }),
    "InvalidStageDeclarationException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made(
      withStage(3, {
        ...stage("Deploy", deploy),
        blockers: [{ name: "b", type: "Schedule" } as { name: string }],
      }),
    ),
    "InvalidBlockerDeclarationException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    withBuild({ inputArtifacts: [{ name: "Nothing" }] }),
    "InvalidActionDeclarationException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    withBuild({ actionTypeId: { ...build.actionTypeId, provider: "Jenkins" } }),
    "InvalidActionDeclarationException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    withDeploy({ ActionMode: "MAKE", StackName: "s" }),
    "InvalidActionDeclarationException",
  ],
  [
    "pipeline",
    "UpdatePipeline",
    made({ ...live, stages: pipeline.stages.slice(0, 1) }),
    "InvalidStructureException",
  ],

  // What a pipeline leans on
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, roleArn: `arn:aws:iam::${suiteAccount}:role/nobody` }),
    "InvalidStructureException",
  ],
  [
    "pipeline",
    "CreatePipeline",
    made({ ...pipeline, artifactStore: { type: "S3", location: "nowhere" } }),
    "InvalidStructureException",
  ],

  // Pipelines that are there, or not
  ["pipeline", "CreatePipeline", made(live), "PipelineNameInUseException"],
  ["pipeline", "GetPipeline", { name: "none" }, "PipelineNotFoundException"],
  ["pipeline", "GetPipeline", { name: "live", version: 7 }, "PipelineVersionNotFoundException"],
  ["pipeline", "UpdatePipeline", made(pipeline), "PipelineNotFoundException"],
  ["pipeline", "GetPipelineState", { name: "none" }, "PipelineNotFoundException"],
  ["pipeline", "ListPipelineExecutions", { pipelineName: "none" }, "PipelineNotFoundException"],
  ["pipeline", "StartPipelineExecution", { name: "none" }, "PipelineNotFoundException"],
  ["pipeline", "ListPipelines", { nextToken: "made-up" }, "InvalidNextTokenException"],
  ["pipeline", "ListPipelines", { maxResults: 1001 }, "ValidationException"],
  [
    "pipeline",
    "TagResource",
    { resourceArn: `arn:aws:codepipeline:${here}:none`, tags: [] },
    "ResourceNotFoundException",
  ],
  [
    "pipeline",
    "TagResource",
    { resourceArn: `arn:aws:codepipeline:us-east-1:${suiteAccount}:live`, tags: [] },
    "InvalidArnException",
  ],
  [
    "pipeline",
    "TagResource",
    { resourceArn: `arn:aws:codepipeline:${here}:live`, tags: [{ key: "aws:x", value: "" }] },
    "InvalidTagsException",
  ],
  [
    "pipeline",
    "TagResource",
    { resourceArn: `arn:aws:codepipeline:${here}:live`, tags: manyTags(51) },
    "TooManyTagsException",
  ],
  ["pipeline", "CreatePipeline", { ...made(pipeline), tags: manyTags(51) }, "TooManyTagsException"],
  [
    "pipeline",
    "UntagResource",
    { resourceArn: `arn:aws:codepipeline:${here}:live`, tagKeys: ["aws:x"] },
    "InvalidTagsException",
  ],

  // Webhooks and custom action types
  ["pipeline", "PutWebhook", { webhook: hook({ targetPipeline: "none" }) }, "PipelineNotFoundException"],
  [
    "pipeline",
    "PutWebhook",
    { webhook: hook({ authentication: "GITHUB_HMAC", authenticationConfiguration: {} }) },
    "InvalidWebhookAuthenticationParametersException",
  ],
  [
    "pipeline",
    "PutWebhook",
    { webhook: hook({ authenticationConfiguration: { SecretToken: "s" } }) },
    "InvalidWebhookAuthenticationParametersException",
  ],
  ["pipeline", "DeregisterWebhookWithThirdParty", { webhookName: "none" }, "WebhookNotFoundException"],
  [
    "pipeline",
    "CreateCustomActionType",
    {
      ...{ category: "Build", provider: "Jenkins", version: "1" },
      ...{ inputArtifactDetails: counts, outputArtifactDetails: counts },
      configurationProperties: [{ name: "p", required: true, key: true, secret: true, queryable: true }],
    },
    "ValidationException",
  ],
];
