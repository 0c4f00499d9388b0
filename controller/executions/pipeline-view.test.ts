import { describe, expect, it } from "vitest";
import { answersOf, monday, runOf, stateOf, summaryOf } from "./answers.fixture.js";
import { pipelineView } from "./pipeline-view.js";

const answers = answersOf();
const stack = "stagewright-webshop-main--2czbumyghz-prod";
const production = "BuildAndDeployToProd";

describe("a pipeline that nothing has entered", () => {
  it("has its stages, environments and the console's link, and nothing that waits or failed", () => {
    const view = pipelineView(answers);
    expect(view).toMatchObject({ approvals: [], failures: [], executions: [] });
    expect(view.link).toBe(
      `https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/${view.name}/view?region=us-east-1`,
    );
    expect(view.stages.map(({ name, environments, asks }) => [name, environments, asks])).toEqual([
      ["Source", [], []],
      ["BuildArtifact", [], []],
      ["BuildAndDeployToStaging", ["Staging"], []],
      [production, ["Prod"], ["Prod"]],
    ]);
    expect(view.stages[0]?.actions[0]).toEqual({ name: "ApplicationRepo" });
  });
});

describe("an approval that waits", () => {
  const latestExecution = { actionExecutionId: "asked", status: "InProgress", token: "t-1" } as const;
  const state = stateOf(production, "InProgress", {
    actionStates: [{ actionName: "ProdApproval", latestExecution }],
    inboundExecutions: [{ pipelineExecutionId: "second", status: "InProgress" }],
  });
  const asked = runOf(answers, "ProdApproval", { actionExecutionId: "asked", status: "InProgress" });
  const { approvals } = pipelineView({ ...answers, states: [state], runs: [asked] });

  it("has its token, its limits in time, and the change set that it is about", () => {
    expect(approvals).toEqual([
      {
        ...{ environment: "Prod", stage: production, action: "ProdApproval", execution: "first" },
        ...{ token: "t-1", since: "2026-01-05T10:00:00.000Z", until: "2026-01-05T11:00:00.000Z" },
        ...{ words: "Release?", newer: ["second"] },
        changeSets: [
          { account: "333333333333", region: "us-east-1", stack: `${stack}-stack`, changeSet: stack },
        ],
      },
    ]);
  });

  it("is none once it is answered: AWS tells no token then", () => {
    const { token: _, ...answered } = latestExecution;
    const actionStates = [{ actionName: "ProdApproval", latestExecution: answered }];
    expect(
      pipelineView({ ...answers, states: [{ ...state, actionStates }], runs: [asked] }).approvals,
    ).toEqual([]);
  });

  it("of an answer it is known who gave it, and when", () => {
    const answered = { ...asked, status: "Succeeded", updatedBy: "arn:aws:iam::1:user/ann" } as const;
    const view = pipelineView({ ...answers, states: [state], runs: [answered] });
    expect(view.stages.at(-1)?.actions.find(({ name }) => name === "ProdApproval")).toMatchObject({
      answeredBy: "arn:aws:iam::1:user/ann",
      ended: monday.toISOString(),
    });
  });
});

describe("a stage that failed", () => {
  const failedBuild = runOf(answers, "ApplicationBuild", {
    status: "Failed",
    result: {
      errorDetails: { message: "Build terminated with state: FAILED" },
      externalExecutionId: "shop-build:0a1b",
      externalExecutionUrl: "https://console/build",
    },
  });

  it("tells the failed action with its message, its link and where its log lies", () => {
    const states = [stateOf("BuildArtifact", "Failed")];
    expect(pipelineView({ ...answers, states, runs: [failedBuild] }).failures).toEqual([
      {
        ...{ stage: "BuildArtifact", action: "ApplicationBuild", execution: "first" },
        ...{ message: "Build terminated with state: FAILED", link: "https://console/build" },
        log: { group: "/aws/codebuild/shop-build", stream: "0a1b" },
        needsAllActions: false,
      },
    ]);
  });

  it("takes the log's place as CodePipeline says it, once it does", () => {
    const logStreamARN = "arn:aws:logs:us-east-1:111111111111:log-group:/own/group:log-stream:own/stream";
    const said = { ...failedBuild, output: { executionResult: { logStreamARN } } };
    const { failures } = pipelineView({
      ...answers,
      states: [stateOf("BuildArtifact", "Failed")],
      runs: [said],
    });
    expect(failures[0]?.log).toEqual({ group: "/own/group", stream: "own/stream" });
  });

  it("knows by a change set that was executed that all actions have to run again", () => {
    const failed = runOf(answers, "DeployProdChangeSet", {
      status: "Failed",
      result: { errorDetails: { message: "ROLLBACK_COMPLETE" } },
    });
    const { failures } = pipelineView({
      ...answers,
      states: [stateOf(production, "Failed")],
      runs: [failed],
    });
    expect(failures).toMatchObject([{ message: "ROLLBACK_COMPLETE", needsAllActions: true }]);
  });

  it("counts the last run of an action that was retried", () => {
    const retried = { ...failedBuild, actionExecutionId: "again", status: "Succeeded" as const };
    const states = [stateOf("BuildArtifact", "Succeeded")];
    const view = pipelineView({ ...answers, states, runs: [failedBuild, retried] });
    expect(view.failures).toEqual([]);
    expect(view.stages[1]?.actions).toMatchObject([{ status: "Succeeded" }]);
  });

  it("tells nothing of the runs of an execution that came before", () => {
    const states = [
      stateOf("BuildArtifact", "InProgress", {
        latestExecution: { pipelineExecutionId: "second", status: "InProgress" },
      }),
    ];
    const view = pipelineView({ ...answers, states, runs: [failedBuild] });
    expect(view.stages[1]?.actions).toEqual([{ name: "ApplicationBuild" }]);
  });
});

it("a transition that is disabled is told with who, since when and why", () => {
  const inboundTransitionState = {
    enabled: false,
    lastChangedBy: "arn:aws:iam::1:user/ann",
    lastChangedAt: monday,
    disabledReason: "Christmas",
  };
  const state = { stageName: production, inboundTransitionState };
  expect(pipelineView({ ...answers, states: [state] }).stages.at(-1)?.held).toEqual({
    by: "arn:aws:iam::1:user/ann",
    since: monday.toISOString(),
    reason: "Christmas",
  });
});

describe("the commits of an execution", () => {
  const commitsWith = (revision: object, more: object = {}) =>
    pipelineView({
      ...answers,
      summaries: [summaryOf("first", { sourceRevisions: [{ actionName: "ApplicationRepo", ...revision }] })],
      ...more,
    }).executions[0]?.commits;

  it("of CodeCommit have the message, and the author whom CodeCommit names", () => {
    const authors = new Map([["c0ffee", "Ann"]]);
    expect(commitsWith({ revisionId: "c0ffee", revisionSummary: "It sells\n" }, { authors })).toEqual([
      { action: "ApplicationRepo", id: "c0ffee", message: "It sells", author: "Ann" },
    ]);
  });

  it("of a connection have the message within its JSON, and the author whom the source tells", () => {
    const run = {
      ...runOf(answers, "ApplicationRepo"),
      output: { outputVariables: { AuthorDisplayName: "Ben" } },
    };
    const revisionSummary = JSON.stringify({ ProviderType: "GitHub", CommitMessage: "It buys" });
    expect(commitsWith({ revisionId: "beef", revisionSummary }, { runs: [run] })).toEqual([
      { action: "ApplicationRepo", id: "beef", message: "It buys", author: "Ben" },
    ]);
  });

  it.each(["{not JSON", '{"CommitMessage": 1}'])(
    "show a summary that is not of that form as it is: %s",
    (text) => {
      expect(commitsWith({ revisionId: "beef", revisionSummary: text })).toMatchObject([{ message: text }]);
    },
  );
});

it("a rollback, its trigger and a stop's reason are told of an execution", () => {
  const summary = summaryOf("back", {
    trigger: { triggerType: "ManualRollback", triggerDetail: "arn:aws:iam::1:user/ann" },
    rollbackMetadata: { rollbackTargetPipelineExecutionId: "first" },
    stopTrigger: { reason: "wrong button" },
  });
  expect(pipelineView({ ...answers, summaries: [summary] }).executions).toMatchObject([
    {
      rollbackTo: "first",
      stopReason: "wrong button",
      trigger: { type: "ManualRollback", detail: "arn:aws:iam::1:user/ann" },
    },
  ]);
});
