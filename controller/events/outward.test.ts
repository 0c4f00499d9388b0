import type { GetPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import type { PublishCommand } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { nothingSeen } from "../records/index.js";
import { findCommitOf } from "./commits.js";
import { failureMessageOf } from "./message.js";
import { publishTo } from "./publish.js";

const execution = "12345678-1234-5678-abcd-12345678abcd";
const pipeline = "stagewright-shop-main--abcdefghij";
const at = "2026-01-02T03:04:05.000Z";

const activity = {
  key: { repository: "shop", branch: "main" },
  pipeline,
  since: at,
  layout: { source: { stage: "Source", action: "App", artifact: "Source" }, stages: [], environments: [] },
  seen: { ...nothingSeen, commits: [{ execution, id: "0a1b2c3", at }] },
  version: 0,
};

const failure = {
  ...({ of: "ship-1", execution, attempt: 1, state: "Failed", started: at, at } as const),
  ...{ stage: "ToProd", action: "ShipProd", isApproval: false, message: "JobFailed: No." },
};

describe("a failure that is published", () => {
  it("is a text for mailboxes, and for everything else what chat applications show", async () => {
    const sent: PublishCommand["input"][] = [];
    const client = {
      send: async ({ input }: PublishCommand) => {
        sent.push(input);
        return {};
      },
    };
    await publishTo(
      client,
      "arn:aws:sns:eu-west-1:111111111111:told",
    )(failureMessageOf(activity, failure, "eu-west-1"));
    const [input] = sent;
    expect(input).toMatchObject({ MessageStructure: "json", Subject: "Failed: ShipProd of shop main" });
    const { default: others, email } = JSON.parse(input?.Message ?? "");
    expect(email.split("\n")).toEqual([
      "The pipeline of shop, branch main: The action ShipProd in stage ToProd failed.",
      "",
      "JobFailed: No.",
      "",
      "Commit: 0a1b2c3",
      `Execution: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline}/executions/${execution}/timeline?region=eu-west-1`,
      "`stagewright status shop main` tells more.",
    ]);
    expect(JSON.parse(others)).toMatchObject({ version: "1.0", source: "custom" });
  });

  it("says of an approval that it was refused, or that nobody answered", () => {
    const { mail } = failureMessageOf(activity, { ...failure, isApproval: true }, "eu-west-1");
    expect(mail).toContain("The approval ShipProd in stage ToProd was refused, or nobody answered in time.");
  });
});

describe("the commit of an execution", () => {
  const question = { pipeline, execution, artifact: "Source", at };
  const answering = (artifactRevisions: object[]) => ({
    send: async (_: GetPipelineExecutionCommand) => ({ pipelineExecution: { artifactRevisions } }),
  });

  it("is the revision of the application's artifact, and of no other", async () => {
    const others = [
      { name: "Tests", revisionId: "t" },
      { name: "Source", revisionId: "abc", revisionSummary: "Fix" },
    ];
    expect(await findCommitOf(answering(others))(question)).toEqual({
      execution,
      at,
      id: "abc",
      summary: "Fix",
    });
  });

  it("is none where the execution carries none", async () => {
    expect(await findCommitOf(answering([]))(question)).toBeUndefined();
  });
});
