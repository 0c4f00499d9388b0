import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PipelineContext } from "../context.js";
import { pipelineOf, stageOf } from "../flow/flow.fixture.js";
import { RunRole } from "./role.js";

const home = { accountId: "111111111111", region: "eu-west-1" };
const pipeline = pipelineOf([stageOf("Source"), stageOf("Deploy")]);
const hour = 60 * 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Gives sessions `session-1`, `session-2`, … that end in an hour, and notes whom the role was taken by. */
function roleOf(roleArn?: string) {
  const asked: string[] = [];
  let count = 0;
  const trusts = ({ roleArn: arn, principal }: { roleArn: string; principal: object }) => {
    asked.push(`${arn.slice(-8)} by ${"service" in principal ? "CodePipeline" : "the pipeline's role"}`);
    return Promise.resolve({ allowed: true });
  };
  const assumeServiceRole = (_: string, __: string, { seconds = 0 } = {}) => {
    count += 1;
    const expiration = new Date(Date.now() + seconds * 1_000);
    return Promise.resolve({ accessKeyId: `session-${count}`, secretAccessKey: "x", expiration });
  };
  const access = { endpoint: "http://127.0.0.1:1", assumeServiceRole };
  const context = { access, authorizer: { trusts } } as unknown as PipelineContext;
  const role = new RunRole(context, pipeline, home, { id: "run", ...(roleArn && { roleArn }) });
  return { role, asked };
}

it("a client of a long action gets another session before its first one ends, and the trust is asked for again", async () => {
  const { role, asked } = roleOf("arn:aws:iam::222222222222:role/formation");
  const s3 = await role.s3("eu-west-1");
  const keyId = async () => (await s3.config.credentials()).accessKeyId;
  expect([await keyId(), await keyId()]).toEqual(["session-1", "session-1"]);
  vi.advanceTimersByTime(hour - 4 * 60_000);
  expect(await keyId()).toBe("session-2");
  expect(asked).toEqual([
    "pipeline by CodePipeline",
    "ormation by the pipeline's role",
    "pipeline by CodePipeline",
    "ormation by the pipeline's role",
  ]);
  role.close();
});
