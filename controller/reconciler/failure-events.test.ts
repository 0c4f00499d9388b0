import type { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { pipelineId } from "../../compiler/index.js";
import type { Outcome } from "../records/index.js";
import { failureEvents } from "./failure-events.js";

const key = { repository: "shop", branch: "main" };
const failure = { class: "throttled", message: "AWS asked for fewer requests.", hint: "Wait." };
const at = "2026-01-01T00:00:00.000Z";
const failed: Outcome = { kind: "failed", at, owner: "build", log: "https://log", failure };

/** What a bus gets of an outcome, and answers with these entries. */
async function told(outcome: Outcome, answer: object = { EventId: "1" }) {
  const sent: PutEventsCommand["input"][] = [];
  const send = async ({ input }: PutEventsCommand) => {
    sent.push(input);
    return { Entries: [answer] };
  };
  await failureEvents({ send })(key, outcome);
  return sent
    .flatMap(({ Entries = [] }) => Entries)
    .map(({ Detail = "", ...entry }) => ({
      ...entry,
      detail: JSON.parse(Detail),
    }));
}

describe("the event of a failure", () => {
  it("says which pipeline, why, what to do, when, and where the log is", async () => {
    const pipeline = pipelineId("shop", "main");
    expect(await told(failed)).toEqual([
      {
        Source: "stagewright",
        DetailType: "Pipeline Reconciliation Failed",
        Time: new Date(at),
        detail: { pipeline, repository: "shop", branch: "main", ...failure, log: "https://log" },
      },
    ]);
  });

  it("holds no value of an item that is wrong: one may be a secret", async () => {
    const message = 'item.yaml /AccessToken: There is no key "AccessToken" here. Found "s3cr3t-value".';
    const invalid = {
      ...failed,
      failure: { class: "invalid-item", message, hint: "Take s3cr3t-value out." },
    };
    const [event] = await told(invalid);
    expect(JSON.stringify(event)).not.toMatch(/s3cr3t|AccessToken/);
    expect(event?.detail).toMatchObject({ class: "invalid-item", repository: "shop" });
  });

  it("names no log where there is none", async () => {
    const { log: _, ...unlogged } = failed;
    expect((await told(unlogged))[0]?.detail).not.toHaveProperty("log");
  });

  it("is a failure itself where the bus did not take it", async () => {
    const refusal = { ErrorCode: "InternalFailure", ErrorMessage: "Try again" };
    await expect(told(failed, refusal)).rejects.toThrow("InternalFailure: Try again");
  });
});
