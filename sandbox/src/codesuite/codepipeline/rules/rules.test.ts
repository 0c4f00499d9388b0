import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "../declaration.js";
import {
  approval,
  build,
  changeSet,
  commandsAction,
  connected,
  connectedPipeline,
  deploy,
  pipeline,
  source,
  stage,
  withStage,
} from "../pipeline.fixture.js";
import { checkStructure } from "./index.js";

const place = { accountId: "111111111111", region: "eu-west-1" };
const check = (declaration: PipelineDeclaration) => () => checkStructure(declaration, place);

const withSource = (action: ActionDeclaration) => withStage(0, stage("Source", action));
const withBuild = (...actions: ActionDeclaration[]) => withStage(1, stage("BuildArtifact", ...actions));
const withApproval = (action: ActionDeclaration) => withStage(2, stage("Approval", action));
const withDeploy = (...actions: ActionDeclaration[]) => withStage(3, stage("Deploy", ...actions));
const configured = (action: ActionDeclaration, changes: Record<string, string | undefined>) => ({
  ...action,
  configuration: Object.fromEntries(
    Object.entries({ ...action.configuration, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ),
});
const gated = (gate: Partial<StageDeclaration>, changes: Partial<PipelineDeclaration> = {}) => ({
  ...withStage(3, { ...stage("Deploy", changeSet, deploy), ...gate }),
  ...changes,
});
const approvals = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...approval, name: `Approve${index}` }));
const rule = { name: "Alarms", ruleTypeId: { provider: "CloudWatchAlarm" } };
const trigger = (...push: object[]) => ({ gitConfiguration: { sourceActionName: "App", push } });
const v1 = { pipelineType: "V1" } as const;

const invalidStructure = "InvalidStructureException";
const invalidStage = "InvalidStageDeclarationException";
const invalidAction = "InvalidActionDeclarationException";

describe("checkStructure accepts", () => {
  it.each<[string, PipelineDeclaration]>([
    ["a pipeline of four stages", pipeline],
    [
      "one of 50 stages",
      {
        ...pipeline,
        stages: [stage("Source", source), ...approvals(49).map((each) => stage(each.name, each))],
      },
    ],
    ["one of type V1", { ...pipeline, ...v1 }],
    [
      "one whose type follows from its features",
      { ...pipeline, pipelineType: undefined, variables: [{ name: "a" }] } as PipelineDeclaration,
    ],
    [
      "a source from a connection with triggers",
      { ...connectedPipeline, triggers: [trigger({ branches: {} }, { tags: {} })] },
    ],
    ["actions side by side", withBuild(build, { ...build, name: "Second", outputArtifacts: [] })],
    [
      "an artifact from a lower run order of the same stage",
      withBuild(build, {
        ...build,
        name: "Next",
        runOrder: 2,
        inputArtifacts: [{ name: "BuildOutput" }],
        outputArtifacts: [],
      }),
    ],
    [
      "run orders with gaps, declared backwards",
      withDeploy({ ...deploy, runOrder: 900 }, { ...changeSet, runOrder: 7 }),
    ],
    [
      "variables of an earlier action and of AWS",
      withApproval(
        configured(approval, {
          CustomData: "#{SourceArtifacts.CommitId} #{codepipeline.PipelineExecutionId}",
        }),
      ),
    ],
    [
      "pipeline variables",
      {
        ...withApproval(configured(approval, { CustomData: "#{variables.ticket}" })),
        variables: [{ name: "ticket" }],
      },
    ],
    ["rollback on failure", gated({ onFailure: { result: "ROLLBACK" } })],
    [
      "retry on failure",
      gated({ onFailure: { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } } }),
    ],
    [
      "conditions",
      gated({
        beforeEntry: { conditions: [{ result: "SKIP", rules: [rule] }] },
        onSuccess: { conditions: [{ result: "ROLLBACK", rules: [rule] }] },
      }),
    ],
    ["shell commands", withBuild(build, commandsAction)],
    ["an approval that notifies nobody", withApproval(configured(approval, { NotificationArn: undefined }))],
    [
      "two inputs with a primary source",
      withBuild(build, {
        ...configured(build, { PrimarySource: "Source" }),
        name: "Both",
        runOrder: 2,
        inputArtifacts: [{ name: "Source" }, { name: "BuildOutput" }],
        outputArtifacts: [],
      }),
    ],
    [
      "any configuration of a type whose keys are not known",
      withDeploy({
        name: "Fleet",
        actionTypeId: { category: "Deploy", owner: "AWS", provider: "EC2", version: "1" },
        configuration: { InstanceTagKey: "team" },
        inputArtifacts: [{ name: "BuildOutput" }],
      }),
    ],
    [
      "stores by region",
      {
        ...withDeploy({ ...changeSet, region: "us-east-1" }, deploy),
        artifactStore: undefined,
        artifactStores: {
          "eu-west-1": { type: "S3", location: "a" },
          "us-east-1": { type: "S3", location: "b" },
        },
      } as PipelineDeclaration,
    ],
  ])("%s", (_, declaration) => {
    expect(check(declaration)).not.toThrow();
  });

  it.each(["CHANGE_SET_EXECUTE", "CHANGE_SET_REPLACE", "CREATE_UPDATE", "DELETE_ONLY", "REPLACE_ON_FAILURE"])(
    "CloudFormation's mode %s",
    (ActionMode) => {
      expect(check(withDeploy(configured(changeSet, { ActionMode })))).not.toThrow();
      const bare = { ...changeSet, configuration: { ActionMode, StackName: "shop" } };
      expect(check(withDeploy(bare))).not.toThrow();
    },
  );
});

describe("checkStructure refuses", () => {
  it.each<[string, PipelineDeclaration, string, string | RegExp]>([
    [
      "one stage",
      { ...pipeline, stages: [stage("Source", source)] },
      invalidStructure,
      "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline",
    ],
    [
      "51 stages",
      {
        ...pipeline,
        stages: [stage("Source", source), ...approvals(50).map((each) => stage(each.name, each))],
      },
      invalidStructure,
      /too many stages.*50 stages/,
    ],
    [
      "an empty stage",
      withStage(2, stage("Approval")),
      invalidStage,
      /'Approval' should have at least 1 action/,
    ],
    [
      "51 actions in a stage",
      withStage(2, stage("Approval", ...approvals(51))),
      "LimitExceededException",
      /51 actions/,
    ],
    [
      "501 actions",
      {
        ...pipeline,
        stages: [
          stage("Source", source),
          ...Array.from({ length: 10 }, (_, i) => stage(`S${i}`, ...approvals(50))),
        ],
      },
      "LimitExceededException",
      /501 actions/,
    ],
    [
      "a stage name twice",
      { ...pipeline, stages: [...pipeline.stages, stage("Deploy", approval)] },
      invalidStage,
      "Stage name 'Deploy' is used more than once",
    ],
    [
      "an action name twice in a stage",
      withBuild(build, { ...build, outputArtifacts: [] }),
      invalidAction,
      /'Build' is used more than once/,
    ],
    ["blockers", gated({ blockers: [{ name: "b" }] }), "InvalidBlockerDeclarationException", /reserved/],
    [
      "a first stage without sources",
      { ...pipeline, stages: pipeline.stages.slice(1) },
      invalidStructure,
      "Pipeline should start with a stage that only contains source actions",
    ],
    [
      "a first stage with more than sources",
      withStage(0, stage("Source", source, approval)),
      invalidStructure,
      /only contains source actions/,
    ],
    [
      "a source in a later stage",
      withBuild(build, { ...source, outputArtifacts: [{ name: "More" }], namespace: "More" }),
      invalidStructure,
      /only be included in the first stage/,
    ],
    [
      "QUEUED in V1",
      { ...pipeline, ...v1, executionMode: "QUEUED" },
      invalidStructure,
      "QUEUED or PARALLEL mode can only be used with V2 pipelines",
    ],
    [
      "variables in V1",
      { ...pipeline, ...v1, variables: [{ name: "a" }] },
      invalidStructure,
      "Pipeline variable can only be used with V2 pipelines",
    ],
    [
      "triggers in V1",
      { ...connectedPipeline, ...v1, triggers: [trigger({ tags: {} })] },
      invalidStructure,
      "Triggers on tag can only be used with V2 pipelines",
    ],
    [
      "conditions in V1",
      gated({ onFailure: { result: "ROLLBACK" } }, v1),
      invalidStage,
      "Stage level conditions can only be used with V2 pipelines.",
    ],
    [
      "shell commands in V1",
      { ...withBuild(build, commandsAction), ...v1 },
      invalidAction,
      "Commands Action can only be used with V2 pipelines.",
    ],
    [
      "no artifact store",
      { ...pipeline, artifactStore: undefined },
      invalidStructure,
      /either 'pipeline.artifactStore' or/,
    ],
    [
      "both kinds of artifact store",
      { ...pipeline, artifactStores: { "eu-west-1": { type: "S3", location: "a" } } },
      invalidStructure,
      /cannot have both/,
    ],
    [
      "an action elsewhere with one store",
      withDeploy({ ...changeSet, region: "us-east-1" }, deploy),
      invalidStructure,
      /more than one region/,
    ],
    [
      "a region without a store",
      {
        ...pipeline,
        artifactStore: undefined,
        artifactStores: { "us-east-1": { type: "S3", location: "a" } },
      },
      invalidStructure,
      /missing in 'pipeline.artifactStores': eu-west-1\./,
    ],
    [
      "an unknown provider",
      withBuild({ ...build, actionTypeId: { ...build.actionTypeId, provider: "Jenkins" } }),
      invalidAction,
      "ActionType (Category: 'Build', Provider: 'Jenkins', Owner: 'AWS', Version: '1') in action 'Build' is not available in region 'EU_WEST_1'",
    ],
    [
      "a provider in the wrong category",
      withBuild({ ...build, actionTypeId: { ...build.actionTypeId, category: "Deploy" } }),
      invalidAction,
      /Category: 'Deploy', Provider: 'CodeBuild'/,
    ],
    [
      "a version that does not exist",
      withBuild({ ...build, actionTypeId: { ...build.actionTypeId, version: "2" } }),
      invalidAction,
      /Version: '2'/,
    ],
    [
      "compute without commands",
      withBuild(build, { ...commandsAction, commands: [] }),
      invalidAction,
      "Action Lint must have a non-empty commands field",
    ],
    [
      "commands without compute",
      withBuild({ ...build, commands: ["make"] }),
      invalidAction,
      /cannot contain a commands field: Build/,
    ],
    [
      "a time-out that is not for approval",
      withBuild({ ...build, timeoutInMinutes: 5 }),
      invalidAction,
      /timeoutInMinutes/,
    ],
    [
      "too few inputs",
      withBuild({ ...build, inputArtifacts: [] }),
      invalidAction,
      "Action Build declares 0 input artifacts which is less than the minimum count (1)",
    ],
    [
      "too many inputs",
      withApproval({ ...approval, inputArtifacts: [{ name: "Source" }] }),
      invalidAction,
      "Action Approve declares 1 input artifacts which is more than the maximum count (0)",
    ],
    [
      "a source without output",
      withSource({ ...source, outputArtifacts: [] }),
      invalidAction,
      /0 output artifacts which is less than the minimum count \(1\)/,
    ],
    [
      "too many outputs",
      withDeploy({ ...changeSet, outputArtifacts: [{ name: "A" }, { name: "B" }] }),
      invalidAction,
      /2 output artifacts which is more/,
    ],
    [
      "an output name twice",
      withBuild({ ...build, outputArtifacts: [{ name: "Source" }] }),
      invalidAction,
      /'Source' is used more than once/,
    ],
    [
      "an input that nobody makes",
      withBuild({ ...build, inputArtifacts: [{ name: "Nothing" }] }),
      invalidAction,
      /'Nothing' of action 'Build' is not an output artifact of an earlier action/,
    ],
    [
      "an input made in the same run order",
      withBuild(build, {
        ...build,
        name: "Next",
        inputArtifacts: [{ name: "BuildOutput" }],
        outputArtifacts: [],
      }),
      invalidAction,
      /'BuildOutput' of action 'Next'/,
    ],
    [
      "an input made later",
      withBuild(
        { ...build, runOrder: 2 },
        {
          ...build,
          name: "Early",
          runOrder: 1,
          inputArtifacts: [{ name: "BuildOutput" }],
          outputArtifacts: [],
        },
      ),
      invalidAction,
      /'BuildOutput' of action 'Early'/,
    ],
    [
      "an input twice",
      withBuild({
        ...configured(build, { PrimarySource: "Source" }),
        inputArtifacts: [{ name: "Source" }, { name: "Source" }],
      }),
      invalidAction,
      /more than once/,
    ],
    [
      "a required key that is missing",
      withSource(configured(source, { BranchName: undefined })),
      invalidAction,
      "Action configuration for action 'App' is missing required configuration 'BranchName'",
    ],
    [
      "an unknown key",
      withBuild(configured(build, { Project: "x" })),
      invalidAction,
      /unknown configuration 'Project'/,
    ],
    [
      "a flag that is no boolean",
      withSource(configured(source, { PollForSourceChanges: "no" })),
      invalidAction,
      /'no' for 'PollForSourceChanges'/,
    ],
    [
      "an unknown output format",
      withSource(configured(source, { OutputArtifactFormat: "TAR" })),
      invalidAction,
      /CODE_ZIP, CODEBUILD_CLONE_REF/,
    ],
    [
      "two inputs without a primary source",
      withBuild(build, {
        ...build,
        name: "Both",
        runOrder: 2,
        inputArtifacts: [{ name: "Source" }, { name: "BuildOutput" }],
        outputArtifacts: [],
      }),
      invalidAction,
      /'PrimarySource'/,
    ],
    [
      "a primary source that is no input",
      withBuild(configured(build, { PrimarySource: "Other" })),
      invalidAction,
      /not one of its input artifacts: Source/,
    ],
    [
      "a connection that is no ARN",
      withSource(configured(connected, { ConnectionArn: "github" })),
      invalidAction,
      /not the ARN of a connection/,
    ],
    [
      "a repository without owner",
      withSource(configured(connected, { FullRepositoryId: "shop" })),
      invalidAction,
      /owner\/name/,
    ],
    [
      "a topic that is no ARN",
      withApproval(configured(approval, { NotificationArn: "ops@example.com" })),
      invalidAction,
      /contains a format error\.$/,
    ],
    [
      "a topic of another service",
      withApproval(configured(approval, { NotificationArn: "arn:aws:sqs:eu-west-1:111111111111:q" })),
      invalidAction,
      /cannot be used to send approval requests\.$/,
    ],
    [
      "a topic in another region",
      withApproval(configured(approval, { NotificationArn: "arn:aws:sns:us-east-1:111111111111:t" })),
      invalidAction,
      /not in the same region as the pipeline\.$/,
    ],
    [
      "an unknown CloudFormation mode",
      withDeploy(configured(changeSet, { ActionMode: "APPLY" })),
      invalidAction,
      /'APPLY' for 'ActionMode'/,
    ],
    [
      "a stack name with a dot",
      withDeploy(configured(changeSet, { StackName: "shop.prod" })),
      invalidAction,
      /'shop.prod' for 'StackName'/,
    ],
    [
      "an unknown capability",
      withDeploy(configured(changeSet, { Capabilities: "CAPABILITY_ALL" })),
      invalidAction,
      /'CAPABILITY_ALL'/,
    ],
    [
      "a template path without artifact",
      withDeploy(configured(changeSet, { TemplatePath: "template.yaml" })),
      invalidAction,
      /InputArtifactName::FileName/,
    ],
    [
      "a template of an artifact that is no input",
      withDeploy(configured(changeSet, { TemplatePath: "Source::template.yaml" })),
      invalidAction,
      /'Source', which is not one of its input artifacts/,
    ],
    [
      "an output file without output artifact",
      withDeploy(configured(changeSet, { OutputFileName: "out.json" })),
      invalidAction,
      /must declare an output artifact/,
    ],
    [
      "a namespace twice",
      withBuild({ ...build, namespace: "SourceArtifacts" }),
      invalidAction,
      /^Namespaces must be unique across the pipeline definition/,
    ],
    ["AWS's own namespace", withBuild({ ...build, namespace: "codepipeline" }), invalidAction, /reserved/],
    [
      "a variable name twice",
      { ...pipeline, variables: [{ name: "a" }, { name: "a" }] },
      invalidStructure,
      "Variable names must be unique. The following variable name is already in use: a",
    ],
    [
      "a reference to nothing",
      withApproval(configured(approval, { CustomData: "#{Build.Id}" })),
      invalidAction,
      /VariableReferenceText=\[Build\.Id\]/,
    ],
    [
      "a reference to a later action",
      {
        ...withApproval(configured(approval, { CustomData: "#{Late.Id}" })),
        stages: [
          ...withApproval(configured(approval, { CustomData: "#{Late.Id}" })).stages,
          stage("Late", { ...approval, namespace: "Late" }),
        ],
      },
      invalidAction,
      /VariableReferenceText=\[Late\.Id\]/,
    ],
    [
      "a pipeline variable when there are none",
      withApproval(configured(approval, { CustomData: "#{variables.a}" })),
      invalidAction,
      /variables\.a/,
    ],
    [
      "a trigger on a source that is no connection",
      { ...pipeline, triggers: [trigger({ tags: {} })] },
      invalidStructure,
      /must reference a CodeStarSourceConnection action/,
    ],
    [
      "two triggers on one source",
      { ...connectedPipeline, triggers: [trigger({ tags: {} }), trigger({ branches: {} })] },
      invalidStructure,
      /more than one trigger/,
    ],
    [
      "a push filter by tags and branches",
      { ...connectedPipeline, triggers: [trigger({ tags: {}, branches: {} })] },
      invalidStructure,
      /valid filter combinations/,
    ],
    [
      "a trigger without filters",
      { ...connectedPipeline, triggers: [trigger()] },
      invalidStructure,
      /valid filter combinations/,
    ],
    [
      "failure result and conditions",
      gated({ onFailure: { result: "ROLLBACK", conditions: [{ result: "ROLLBACK", rules: [rule] }] } }),
      invalidStage,
      /both top level result and conditions: 'Deploy'/,
    ],
    [
      "a retry configuration without retry",
      gated({ onFailure: { result: "ROLLBACK", retryConfiguration: {} } }),
      invalidStage,
      /must be RETRY/,
    ],
    [
      "rollback in PARALLEL",
      gated({ onFailure: { result: "ROLLBACK" } }, { executionMode: "PARALLEL" }),
      invalidStage,
      /PARALLEL pipeline/,
    ],
    [
      "an entry condition that rolls back",
      gated({ beforeEntry: { conditions: [{ result: "ROLLBACK", rules: [rule] }] } }),
      invalidStage,
      /not valid for beforeEntry/,
    ],
    [
      "a condition without rules",
      gated({ onSuccess: { conditions: [{ result: "FAIL" }] } }),
      invalidStage,
      /at least one rule/,
    ],
    [
      "a rule name twice",
      gated({ onSuccess: { conditions: [{ result: "FAIL", rules: [rule, rule] }] } }),
      invalidStage,
      /'Alarms' is used more than once/,
    ],
  ])("%s", (_, declaration, code, message) => {
    const text = message instanceof RegExp ? expect.stringMatching(message) : message;
    expect(check(declaration)).toThrow(expect.objectContaining({ code, message: text }));
  });

  it("exactly the artifacts whose maker does not run before their user", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (made, used) => {
        const user = {
          ...build,
          name: "User",
          inputArtifacts: [{ name: "BuildOutput" }],
          outputArtifacts: [],
        };
        const attempt = check(withBuild({ ...user, runOrder: used }, { ...build, runOrder: made }));
        if (made < used) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(expect.objectContaining({ code: invalidAction }));
      }),
    );
  });
});
