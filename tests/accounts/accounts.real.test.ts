import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountAccess } from "../../testing/installation/installation.js";
import { nesting, serverless, withRole } from "./applications.js";
import {
  type AccountFleet,
  makeApplicationRole,
  makeCaller,
  putPackage,
  startFleet,
  targetAccountId,
  targetsRoot,
} from "./fleet.fixture.js";
import { execute, propose, stackStatusOf } from "./pipeline-stack.js";
import { makeAdministrator, makeHalfChanged, tagsQueues } from "./stuck-stacks.js";
import { asTargetRole, mayTake, rolesOfAccount } from "./target-roles.js";

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

const stackOf = (name: string) => `stagewright-x--cccccccccc-${name}-stack`;
const RoleARN = `arn:aws:iam::${targetAccountId}:role/ChildAccountDeployerRole`;
const changeOf = (name: string, template?: object) => ({
  StackName: stackOf(name),
  ChangeSetName: "change",
  RoleARN,
  ...(template && { template }),
});

/** A pipeline of the central account, which deploys as its actions do. */
let deployment: AccountAccess;

async function deployed(name: string, template: object) {
  await propose(changeOf(name, template), deployment);
  await execute(changeOf(name), deployment);
  return stackStatusOf(stackOf(name), deployment);
}

describe("a pipeline's deployment with the default settings", () => {
  beforeAll(async () => {
    const caller = await makeCaller(fleet, "stagewright-x--cccccccccc-pipeline", "webshop");
    deployment = await asTargetRole(fleet, caller, {
      account: targetAccountId,
      role: "ChildAccountFormationRole",
    });
  });

  it("makes a function, a state machine and a rule with roles that begin with the prefix", async () => {
    const role = await makeApplicationRole(fleet, "stagewright-application");
    expect(await deployed("roles", withRole(role))).toBe("CREATE_COMPLETE");
  });

  it("gives no other role of the account to a service", async () => {
    const role = await makeApplicationRole(fleet, "administrator");
    await expect(deployed("others", withRole(role))).rejects.toThrow();
    expect(await stackStatusOf(stackOf("others"), deployment)).toBe("ROLLBACK_COMPLETE");
  });

  it("makes a stack in its stack, from the template among its packages", async () => {
    const url = await putPackage(fleet, "stagewright-x--cccccccccc", JSON.stringify(withTopic));
    expect(await deployed("nested", nesting(url))).toBe("CREATE_COMPLETE");
  });

  it("expands SAM's transform", async () => {
    expect(await deployed("sam", serverless)).toBe("CREATE_COMPLETE");
  });
});

const withTopic = { Resources: { News: { Type: "AWS::SNS::Topic" } } };

describe("stagewright accounts unstick", () => {
  const stacksIn = (stdout: string) =>
    Object.fromEntries(
      JSON.parse(stdout).stacks.map(({ name, status }: { name: string; status: string }) => [name, status]),
    );
  const unstick = (...args: string[]) => fleet.command("unstick", targetAccountId, ...args);

  beforeAll(async () => {
    await makeAdministrator(fleet);
    await makeHalfChanged(fleet, stackOf("half"));
    await propose(changeOf("waiting", withTopic), deployment);
    const unknown = changeOf("never", { Transform: "Nobodys", ...withTopic });
    await expect(propose(unknown, deployment)).rejects.toThrow();
  });

  it("shows what it would do, and does nothing where nobody can be asked", async () => {
    const { exitCode, stderr } = await unstick();
    expect(exitCode).toBe(2);
    for (const [name, words] of [
      ["others", "is ROLLBACK_COMPLETE: its first deployment failed"],
      ["never", "is REVIEW_IN_PROGRESS: it was never made"],
      ["half", "is UPDATE_ROLLBACK_FAILED: an update failed and could not be rolled back"],
      ["waiting", "is REVIEW_IN_PROGRESS: it waits for its change set to be executed, and is left alone"],
    ] as const)
      expect(stderr).toContain(`${targetAccountId} ${stackOf(name)} ${words}`);
    expect(await stackStatusOf(stackOf("others"), deployment)).toBe("ROLLBACK_COMPLETE");
  });

  it("deletes what holds nothing, leaves what waits, and fails where a rollback fails again", async () => {
    const { exitCode, stdout } = await unstick("--yes", "--json");
    expect([exitCode, stacksIn(stdout)]).toEqual([
      1,
      {
        [stackOf("half")]: "UPDATE_ROLLBACK_FAILED",
        [stackOf("never")]: "DELETE_COMPLETE",
        [stackOf("others")]: "DELETE_COMPLETE",
        [stackOf("waiting")]: "REVIEW_IN_PROGRESS",
      },
    ]);
  });

  it("continues a rollback once what stopped it is mended", async () => {
    await tagsQueues(fleet, "new", "old");
    const { exitCode, stdout } = await unstick("--stack", stackOf("half"), "--yes", "--json");
    expect([exitCode, stacksIn(stdout)]).toEqual([0, { [stackOf("half")]: "UPDATE_ROLLBACK_COMPLETE" }]);
  });

  it("lets the pipeline deploy again", async () => {
    expect(await deployed("others", withTopic)).toBe("CREATE_COMPLETE");
  });
});
