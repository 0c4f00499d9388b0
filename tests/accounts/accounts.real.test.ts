import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccountFleet, makeCaller, startFleet, targetAccountId, targetsRoot } from "./fleet.fixture.js";
import { mayTake, rolesOfAccount } from "./target-roles.js";

/**
 * An account whose roles CloudFormation makes, without Terraform. Those of `accounts deploy`, and what a pipeline does with
 * them, are part of an installation's life: tests/end-to-end/installation.real.test.ts.
 */
let fleet: AccountFleet;

beforeAll(async () => {
  fleet = await startFleet();
});

afterAll(() => fleet?.close());

describe("stagewright accounts", () => {
  it("knows of no preparation by itself where there is no state", async () => {
    const { stdout } = await fleet.command("list", targetAccountId, "--json");
    expect(JSON.parse(stdout)).toEqual({
      accounts: [{ account: targetAccountId, repositories: [], prepared: "unknown" }],
    });
  });

  it("gives a template that CloudFormation takes", async () => {
    const { stdout } = await fleet.command("template");
    const client = new CloudFormationClient(targetsRoot(fleet));
    const capabilities = { Capabilities: ["CAPABILITY_NAMED_IAM" as const] };
    await client.send(new CreateStackCommand({ StackName: "roles", TemplateBody: stdout, ...capabilities }));
    await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName: "roles" });
  });

  it("has made exactly the roles of the model by it", async () => {
    const { model, held } = await rolesOfAccount(targetAccountId, fleet.settings, targetsRoot(fleet));
    expect(held).toEqual(model);
  });
});

describe("an account's formation role", () => {
  it.each([
    [
      "a pipeline's role of a repository that is listed",
      "stagewright-x--aaaaaaaaaa-pipeline",
      "acme/new",
      true,
    ],
    ["a pipeline's role of another repository", "stagewright-x--bbbbbbbbbb-pipeline", "payments", false],
    ["a pipeline's role of another installation", "other-x--aaaaaaaaaa-pipeline", "webshop", false],
    ["a build's role", "stagewright-x--aaaaaaaaaa-build", "webshop", false],
    ["the control plane's role", "stagewright_control-reconciler", "webshop", false],
  ])("is shared with %s: %s of %s, %s", async (_, name, repository, expected) => {
    const caller = await makeCaller(fleet, name, repository);
    const taken = { account: targetAccountId, role: "ChildAccountFormationRole" };
    expect(await mayTake(fleet, caller, taken)).toBe(expected);
  });
});
