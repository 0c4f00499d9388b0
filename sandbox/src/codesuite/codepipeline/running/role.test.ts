import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pipelineOf, stageOf } from "../flow/flow.fixture.js";
import { type RoleContext, RunRole } from "./role.js";

const home = { accountId: "111111111111", region: "eu-west-1" };
const pipeline = pipelineOf([stageOf("Source"), stageOf("Deploy")]);
const hour = 60 * 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Gives sessions `session-1`, `session-2`, … that end in an hour, and notes whom the role was taken by. */
function roleOf(roleArn: string, isTrusted = true) {
  const asked: string[] = [];
  let count = 0;
  const decision = isTrusted ? ({ allowed: true } as const) : ({ allowed: false, message: "" } as const);
  const context: RoleContext = {
    access: {
      endpoint: "http://127.0.0.1:1",
      assumeServiceRole(_, __, { seconds = 0 } = {}) {
        count += 1;
        const expiration = new Date(Date.now() + seconds * 1_000);
        return Promise.resolve({ accessKeyId: `session-${count}`, secretAccessKey: "x", expiration });
      },
    },
    authorizer: {
      authorize: () => Promise.resolve(decision),
      trusts({ roleArn: arn, principal }) {
        asked.push(`${arn.slice(-8)} by ${"service" in principal ? "CodePipeline" : "the pipeline's role"}`);
        return Promise.resolve(decision);
      },
    },
  };
  return { role: new RunRole(context, pipeline, home, { id: "run", roleArn }), asked };
}

const formation = "arn:aws:iam::222222222222:role/formation";

it("a client of a long action gets another session before its first one ends, and the trust is asked for again", async () => {
  const { role, asked } = roleOf(formation);
  const s3 = await role.s3("eu-west-1");
  const keyId = async () => (await s3.config.credentials()).accessKeyId;
  expect([await keyId(), await keyId()]).toEqual(["session-1", "session-1"]);
  vi.advanceTimersByTime(hour - 4 * 60_000);
  const before = asked.length;
  expect(await keyId()).toBe("session-2");
  expect(asked.slice(before)).toEqual(["pipeline by CodePipeline", "ormation by the pipeline's role"]);
  role.close();
});

it("a role that cannot be taken is told of as such, before any client has called", async () => {
  await expect(roleOf(formation, false).role.s3("eu-west-1")).rejects.toMatchObject({
    code: "PermissionError",
    message: expect.stringMatching(/^CodePipeline is not authorized to perform AssumeRole on role /),
  });
});
