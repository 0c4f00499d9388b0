import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";
import { ApprovalAlreadyCompletedException } from "@aws-sdk/client-codepipeline";
import { describe, expect, it } from "vitest";
import { type ApprovalCalls, type ApprovalLimits, approvalGate, type StartedApproval } from "./gate.js";

const approval: StartedApproval = {
  ...{ pipeline: "shop-main", execution: "e-1", stage: "ToProd", action: "ProdApproval" },
  ...{ run: "run-1", environment: "Prod" },
};

const variables = {
  ...{ Class: "none", Add: "0", Change: "0", Destroy: "0", Replace: "0", Summary: "No changes." },
  ...{ Sha256: "a".repeat(64), BundleVersion: "v1", ApproveWhen: "changes", PlanLink: "https://x" },
  Account: "222222222222",
};

const review = (changes: object = {}, more: Partial<ActionExecutionDetail> = {}): ActionExecutionDetail => ({
  ...{ pipelineExecutionId: "e-1", stageName: "ToProd", actionName: "ReviewProd", status: "Succeeded" },
  startTime: new Date(1_000),
  input: { actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } },
  output: { outputVariables: { ...variables, ...changes } },
  ...more,
});

interface World {
  readonly runs?: readonly ActionExecutionDetail[];
  /** What is in the stage. */
  readonly execution?: string;
  readonly run?: string;
  readonly status?: "InProgress" | "Succeeded";
  /** After how many looks the token can be seen. */
  readonly late?: number;
  readonly limits?: ApprovalLimits;
  readonly approve?: ApprovalCalls["approve"];
}

async function gateIn({ runs = [review()], late = 0, limits = {}, ...world }: World) {
  const answers: string[] = [];
  let looks = 0;
  const calls: ApprovalCalls = {
    runsOf: async () => runs,
    stateOf: async () => {
      const token = looks++ < late ? undefined : "token-1";
      const latestExecution = {
        actionExecutionId: world.run ?? "run-1",
        status: world.status ?? "InProgress",
      };
      const actionStates = [
        { actionName: "ProdApproval", latestExecution: { ...latestExecution, ...(token && { token }) } },
      ];
      const inStage = { pipelineExecutionId: world.execution ?? "e-1", status: "InProgress" as const };
      return { stageStates: [{ stageName: "ToProd", latestExecution: inStage, actionStates }] };
    },
    approve: async (asked, token, summary) => {
      await world.approve?.(asked, token, summary);
      answers.push(`${token} ${summary}`);
    },
  };
  const gate = approvalGate({ calls, limits, pause: async () => undefined });
  return { answer: await gate(approval), answers };
}

describe("the gate", () => {
  it("answers where the review says that nothing changes", async () => {
    const { answer, answers } = await gateIn({});
    expect(answers).toEqual(["token-1 Nobody was asked: No changes."]);
    expect(answer).toEqual({ isAnswered: true, reason: "The class of its plan is none." });
  });

  it.each([
    ["none", "always", []],
    ["none", "changes", ["none"]],
    ["outputs", "changes", []],
    ["changes", "changes", []],
    ["outputs", "destroys", ["outputs"]],
    ["changes", "destroys", ["changes"]],
    ["destroys", "destroys", []],
  ])(
    "with the class %s and ApproveWhen %s leaves it to a person unless that is below",
    async (Class, ApproveWhen, answered) => {
      const { answers } = await gateIn({ runs: [review({ Class, ApproveWhen })] });
      expect(answers).toHaveLength(answered.length);
    },
  );

  it.each<[string, ApprovalLimits, number]>([
    ["for that account", { "222222222222": "changes" }, 0],
    ["for all that are not named", { "*": "always" }, 0],
    ["for another account", { "333333333333": "always" }, 1],
  ])("obeys what the installation wants at least %s", async (_, limits, answered) => {
    const runs = [review({ Class: "changes", ApproveWhen: "destroys" })];
    expect((await gateIn({ runs, limits })).answers).toHaveLength(answered);
  });

  const odd: [string, readonly ActionExecutionDetail[]][] = [
    ["there is no review", []],
    ["the review failed", [review({}, { status: "Failed" })]],
    ["a later review failed", [review(), review({}, { status: "Failed", startTime: new Date(2_000) })]],
    ["the review is of another execution", [review({}, { pipelineExecutionId: "e-2" })]],
    ["the review is in another stage", [review({}, { stageName: "ToStaging" })]],
    ["the review is of another environment", [review({}, { actionName: "ReviewStaging" })]],
    [
      "it is no build",
      [
        review(
          {},
          { input: { actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" } } },
        ),
      ],
    ],
    ["the class is unknown", [review({ Class: "harmless" })]],
    ["the class is one of JavaScript's own words", [review({ Class: "constructor" })]],
    ["the threshold is unknown", [review({ ApproveWhen: "never" })]],
    ["it says no account", [review({ Account: "" })]],
    ["the account is none", [review({ Account: "*" })]],
    ["the bundle is bound by no checksum", [review({ Sha256: "" })]],
    ["the counts say more than the class", [review({ Destroy: "1" })]],
    ["a count is none", [review({ Add: "-1" })]],
    ["the summary is no line of text", [review({ Summary: "No changes.\nreally" })]],
    ["it says nothing", [review({}, { output: {} })]],
  ];
  it.each(odd)("asks a person where %s", async (_, runs) => {
    const { answer, answers } = await gateIn({ runs });
    expect({ answers, isAnswered: answer.isAnswered }).toEqual({ answers: [], isAnswered: false });
  });

  it.each([
    ["another execution is in the stage", { execution: "e-2" }],
    ["another run of the approval waits", { run: "run-2" }],
    ["it is answered already", { status: "Succeeded" as const }],
    ["no token can be seen", { late: 100 }],
  ])("answers nothing where %s", async (_, world) => {
    expect((await gateIn(world)).answers).toEqual([]);
  });

  it("waits for a token that cannot be seen yet", async () => {
    expect((await gateIn({ late: 2 })).answers).toHaveLength(1);
  });

  it("takes it as done where a person was first, and tells of what fails otherwise", async () => {
    const over = new ApprovalAlreadyCompletedException({ message: "done", $metadata: {} });
    const late = await gateIn({ approve: () => Promise.reject(over) });
    expect(late.answer).toEqual({ isAnswered: false, reason: "It was answered already." });
    const denied = gateIn({ approve: () => Promise.reject(new Error("AccessDenied")) });
    await expect(denied).rejects.toThrow("AccessDenied");
  });
});
