import { CodeBuildClient, CreateReportGroupCommand } from "@aws-sdk/client-codebuild";
import {
  CodeStarConnectionsClient,
  CreateConnectionCommand,
  DeleteConnectionCommand,
} from "@aws-sdk/client-codestar-connections";
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pipelineId } from "../../compiler/index.js";
import type { PipelineKey } from "../../controller/records/index.js";
import { buildsOf, mostAtOnce } from "../../testing/installation/builds.js";
import {
  type ControlPlane,
  expectSuccess,
  startControlPlane,
} from "../../testing/installation/control-plane.js";
import { listenTo } from "../../testing/installation/listen-to.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { times } from "../../testing/items/times.js";
import { type RecordedCall, recordedCalls } from "../policies/recorded-calls.js";
import { rolesOf, toRecord } from "../policies/to-record.js";
import { aDayLater, addressesOf, approvalTopic } from "./addresses.js";
import { startEndingBuild } from "./ending-build.js";
import { accounts, byProfile, byRole, childAccount, production, shop, shopItem } from "./shop.js";
import { inTargetAccounts } from "./target-accounts.js";

/**
 * The life of one installation, from an empty account to an empty account. The table's stream, the Lambda, the builds and
 * Terraform are the sandbox's: what is done here is what people type, and what is looked at is what they see. An operator
 * and an editor type it, whose roles were there before, and who may do what `stagewright policies --role` says.
 */
let plane: ControlPlane;

/** A schedule that comes once a day does not come between. */
const controller = { concurrentBuilds: 2, pipelinesPerBuild: 1, parallel: 1, scheduleMinutes: 1440 };
const isLong = times(1) > 1;

beforeAll(async () => {
  // Tags of a key come to count when a day has gone, which is told below: nothing at its birth may rest on them.
  const settling = { keyTags: 86_400 };
  // Pipelines fail at their first action, as nobody has made their repositories.
  const codePipeline = { startsItself: true };
  plane = await startControlPlane({ controller, childAccount }, accounts, { settling, codePipeline });
});

afterAll(() => plane?.close());

/** In the long tests only, since each of them is a run of Terraform more. */
const creating = isLong
  ? [
      "CreateBucket",
      "PutBucketVersioning",
      "CreateTable",
      "HeadObject",
      "PutObject",
      "CreateRole",
      "CreateFunction",
    ]
  : [];
/** Before the roles of target accounts are gone, which hold back what keeps the states, and after. */
const destroying = isLong ? ["UpdateTable", "DeleteRole"] : [];
const removing = isLong ? ["DeleteTable", "DeleteObjects"] : [];
const ending = isLong ? ["DeleteBucket"] : [];

const killed = { signal: "SIGKILL" };

/**
 * In the central account. Builds stay listed when their project is gone, keys wait a week for their deletion, and
 * people's roles are their own.
 */
const standing = async () =>
  (await plane.inventory()).filter(
    (line) =>
      line.startsWith(plane.sandbox.accountId) &&
      !/CodeBuild builds|KMS keys|IAM roles: (operator|editor|onlooker)/.test(line),
  );

async function held({ repository, branch }: PipelineKey): Promise<string[]> {
  const id = pipelineId(repository, branch);
  return (await standing()).filter((line) => line.includes(id));
}

describe("stagewright bootstrap", () => {
  it("changes nothing where nobody can be asked", async () => {
    const { exitCode, stderr } = await plane.stagewright("bootstrap");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--yes")]);
    expect(await standing()).toEqual([]);
  });

  it.each(creating)("may be killed at %s", async (action) => {
    expect(await plane.killedAt(action, "bootstrap", "--yes")).toMatchObject(killed);
  });

  it("goes to the end, wherever it was killed", async () => {
    const { stdout } = expectSuccess(await plane.stagewright("bootstrap", "--yes", "--json"));
    expect(JSON.parse(stdout)).toMatchObject({
      installation: { account: "111111111111" },
      outputs: { table: plane.names.table, ledger: plane.names.ledger },
    });
  });

  it("shows what it changes where the settings have changed", async () => {
    await plane.writeSettings({ controller: { ...controller, timeoutMinutes: 60 }, childAccount });
    const { stderr } = expectSuccess(await plane.stagewright("bootstrap", "--yes"));
    expect(stderr).toContain("~ aws_codebuild_project.reconciler: build_timeout");
  });

  it("has nothing to do then, and has made nothing twice", async () => {
    const { stdout, stderr } = expectSuccess(await plane.stagewright("bootstrap", "--yes", "--json"));
    expect(stderr).toContain("Nothing to do");
    expect(JSON.parse(stdout)).toMatchObject({ changed: false });
    const lines = await standing();
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("does not forget where things are kept", async () => {
    await plane.writeSettings({ controller, childAccount, table: "another-table" });
    const { exitCode, stderr } = await plane.stagewright("bootstrap", "--yes");
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining(`${plane.names.table}, now another-table`),
    ]);
    await plane.writeSettings({ controller, childAccount });
  });

  it("gives the schedule's function the rights that it needs", async () => {
    const invoke = new InvokeCommand({ FunctionName: plane.names.schedule });
    const answer = await new LambdaClient(plane.client).send(invoke);
    expect([answer.FunctionError, new TextDecoder().decode(answer.Payload)]).toEqual([undefined, "null"]);
  });
});

describe("stagewright accounts", () => {
  it("makes the roles, through a profile and by the administration role that the operator takes", async () => {
    const { stderr } = expectSuccess(await plane.stagewright("accounts", "deploy", ...accounts, "--yes"));
    for (const told of ["+ module.roles.aws_iam_role.deployer", `${byProfile}: done.`, `${byRole}: done.`])
      expect(stderr).toContain(told);
    const { stdout } = expectSuccess(await plane.stagewright("accounts", "list", ...accounts, "--json"));
    const prepared = accounts.map((account) => ({ account, repositories: [], prepared: "here" }));
    expect(JSON.parse(stdout)).toEqual({ accounts: prepared });
  });
});

describe("an item that is put", () => {
  it("becomes a pipeline, which starts by itself, and whose failure people are told of", async () => {
    const people = await listenTo(plane.names.failures, plane.client);
    await plane.put(shopItem());
    const [record] = await plane.settled(shop);
    expect(record?.outcome).toMatchObject({ kind: "applied", log: expect.stringContaining("https://") });
    const lines = (await held(shop)).join("\n");
    expect(lines).toMatch(/CodePipeline pipelines: .*webshop-main/);
    expect(lines).toContain("_staging_");
    expect(JSON.parse(await people.next())).toMatchObject({
      ...{ version: "1.0", source: "custom" },
      // No repository is there: whichever source is told of first.
      content: {
        title: "Pipeline of webshop main failed",
        keywords: ["Source", expect.stringMatching(/Repo$/)],
      },
    });
    await people.close();
  });

  it("tells what its pipeline does, and what of it failed", async () => {
    const status = async () => {
      const { stdout } = await plane.stagewright("status", shop.repository, shop.branch, "--json");
      return JSON.parse(stdout).pipelines[0]?.activity;
    };
    await expect.poll(status, { timeout: 60_000 }).toMatchObject({
      execution: { state: "Failed" },
      environments: [
        { environment: "Staging", state: "New" },
        { environment: "Production", state: "New" },
      ],
      // Neither repository is there: whichever source failed last.
      failure: { stage: "Source", message: expect.stringMatching(/webshop.* does not exist/) },
    });
    const { stdout, stderr } = await plane.stagewright("status", shop.repository, shop.branch);
    expect(`${stdout}${stderr}`).toMatch(/last failure: \w+Repo in Source at/);
  });

  it("has its approvals' addresses asked again when nobody confirmed them, and says so meanwhile", async () => {
    const unconfirmed = async () => {
      const { stdout } = await plane.stagewright("status", shop.repository, shop.branch, "--json");
      return JSON.parse(stdout).pipelines[0]?.unconfirmed;
    };
    const addresses = await unconfirmed();
    expect(addresses).toEqual([expect.stringContaining("@")]);
    const topic = await approvalTopic(plane, shop);
    await plane.sandbox.advanceClock(48 * 60 * 60);
    expect(await addressesOf(plane, topic)).toEqual([]);
    await aDayLater(plane, shop);
    const invoke = new InvokeCommand({ FunctionName: plane.names.schedule });
    await new LambdaClient(plane.client).send(invoke);
    const asked = async () => (await plane.ledger.read(shop))?.addresses?.asked;
    await expect.poll(asked, { timeout: 240_000, interval: 500 }).toBe(1);
    expect(await addressesOf(plane, topic)).toEqual(addresses);
    await plane.sandbox.confirmSubscription(topic, addresses[0]);
  });

  it("is compared with what another one would make and widen, with prepared accounts and completed connections", async () => {
    const create = new CreateConnectionCommand({ ConnectionName: "github", ProviderType: "GitHub" });
    const connections = new CodeStarConnectionsClient(plane.client);
    const { ConnectionArn } = await connections.send(create);
    const Smoke = test({ Repository: "acme/tests", Source: { Type: "CodeConnections", ConnectionArn } });
    const Canary = environment({ AwsAccountId: "444444444444", Tests: { Smoke } });
    const file = await plane.fileOf(shopItem({ others: { Canary } }));
    const { repository, branch } = shop;
    const call = ["plan", repository, branch, "--file", file, "--format", "md"];
    const { stdout, stderr } = expectSuccess(await plane.stagewright(...call));
    expect(stderr).toMatch(/Plan: \d+ to add/);
    expect(stdout).toMatch(
      /^## Plan of `webshop main`\n\n`\S+`: \d+ to add, \d+ to change, 0 to destroy\.\n/,
    );
    expect(stdout).toMatch(/^\| `module\.canary\.\S+` \| created \|$/m);
    expect(stderr).toMatch(/WIDENS permissions:[\s\S]*sts:AssumeRole/);
    expect(stderr).toContain(`${ConnectionArn}: The connection is PENDING`);
    expect(stderr.match(/The account \d+ has not been prepared/g)).toEqual([
      "The account 444444444444 has not been prepared",
    ]);
    await connections.send(new DeleteConnectionCommand({ ConnectionArn }));
    await expectPreviewOf(file);
  });
});

/** What the build kept of the item that it applied is what a preview compares with. */
async function expectPreviewOf(file: string): Promise<void> {
  const call = ["preview", file, "--against", "applied", "--format", "json"];
  const { pipelines } = JSON.parse(expectSuccess(await plane.stagewright(...call)).stdout);
  const { against, actions } = pipelines[0].changes;
  expect(against).toBe("what was applied last");
  const added = actions.filter(({ change }: { change: string }) => change === "added");
  expect(added.map(({ name }: { name: string }) => name)).toContain(
    "BuildAndDeployToCanary/DeployCanaryChangeSet",
  );
  expect(actions.some(({ name }: { name: string }) => name === "BuildArtifact/ApplicationBuild")).toBe(false);
}

describe("a pipeline that a build has made, in its target accounts", () => inTargetAccounts(() => plane));

describe("an item of the table", () => {
  it("is refused a bootstrap --destroy as long as it is there", async () => {
    const { exitCode, stderr } = await plane.stagewright("bootstrap", "--destroy", "--yes");
    expect(exitCode).toBe(1);
    for (const told of ["item: webshop main", "row of the ledger: webshop main", "state: s3://"]) {
      expect(stderr).toContain(told);
    }
  });

  it("leaves its pipeline as it is when it is not sound, and tells people why, also while a build ends", async () => {
    const before = await held(shop);
    const item = await plane.table.readItem(shop);
    const people = await listenTo(plane.names.failures, plane.client);
    await startEndingBuild(plane);
    await plane.table.putItem({ ...item, BuildImge: "x" }, item);
    await plane.settled(shop);
    expect(await people.next()).toContain("The pipeline of webshop, branch main, does not match its item");
    const { exitCode, stderr } = await plane.stagewright("status", "webshop", "main");
    expect(exitCode).toBe(1);
    for (const told of ["invalid", "/BuildImge", "Did you mean BuildImage?"]) expect(stderr).toContain(told);
    expect(await held(shop)).toEqual(before);
    await people.close();
  });

  it("fails with a message that names the permission that the controller lacks", async () => {
    const iam = new IAMClient({ ...plane.client, credentials: plane.people.operator });
    const taken = { RoleName: plane.names.reconciler, PolicyName: "taken-away" };
    const Action = "codepipeline:UpdatePipeline";
    const Statement = [{ Effect: "Deny", Action, Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutRolePolicyCommand({ ...taken, PolicyDocument }));
    await plane.put(shopItem({ staging: { Deploy: false } }));
    const [record] = await plane.settled(shop);
    await iam.send(new DeleteRolePolicyCommand(taken));
    expect(record?.outcome).toMatchObject({ kind: "failed", failure: { class: "access-denied" } });
    for (const named of [Action, plane.names.reconciler]) {
      expect(record?.outcome?.failure?.message).toContain(named);
    }
  });
});

describe("items that are put, changed and removed", () => {
  /** Many at once are tests/fleet's fact; here they are real pipelines in the long tests. */
  const keys = Array.from({ length: isLong ? 20 : 0 }, (_, index) => ({
    repository: `service-${index}`,
    branch: "main",
  }));

  it("become pipelines, with no more builds at once than the installation allows", async () => {
    const items = keys.map(({ repository }) => ({ ...itemWith({ Prod: production }), RepoName: repository }));
    await Promise.all(items.map((item) => plane.put(item)));
    await plane.put(shopItem({ staging: { Deploy: false }, production: { ManualApproval: false } }));
    const records = await plane.settled(...keys, shop);
    expect(records.map((record) => record?.outcome?.kind)).toEqual([...keys, shop].map(() => "applied"));
    expect(mostAtOnce(await buildsOf(plane.names.reconciler, plane.client))).toBeLessThanOrEqual(
      controller.concurrentBuilds,
    );
  });

  it("leave nothing of an environment that is switched off, nor of an approval that is dropped", async () => {
    const lines = (await held(shop)).join("\n");
    expect(lines).toContain("_production_");
    for (const gone of ["_staging_", "approval"]) expect(lines).not.toContain(gone);
  });

  it("take their pipelines along when they are removed, and what builds have made of them", async () => {
    const all = [...keys, shop];
    const [project = ""] = (await held(shop)).flatMap(
      (line) => /CodeBuild projects: (\S+-build)$/.exec(line)?.[1] ?? [],
    );
    const group = {
      name: `${project}-junit`,
      type: "TEST",
      exportConfig: { exportConfigType: "NO_EXPORT" },
    } as const;
    await new CodeBuildClient(plane.client).send(new CreateReportGroupCommand(group));
    expect((await held(shop)).join("\n")).toContain(`report groups: ${group.name}`);
    await Promise.all(all.map(({ repository }) => plane.stagewright("rm", repository, "main", "--yes")));
    expect(await plane.settled(...all)).toEqual(all.map(() => undefined));
    expect(await plane.activities.list()).toEqual([]);
    expect((await Promise.all(all.map(held))).flat()).toEqual([]);
  });
});

describe("stagewright bootstrap --destroy", () => {
  it.each(destroying)("may be killed at %s", async (action) => {
    expect(await plane.killedAt(action, "bootstrap", "--destroy", "--yes")).toMatchObject(killed);
  });

  it("comes after the roles of target accounts, which stay otherwise", async () => {
    expectSuccess(await plane.stagewright("accounts", "destroy", ...accounts, "--yes"));
    expect((await plane.inventory()).join("\n")).not.toContain("ChildAccount");
  });

  it.each(removing)("may be killed at %s, too", async (action) => {
    expect(await plane.killedAt(action, "bootstrap", "--destroy", "--yes")).toMatchObject(killed);
  });

  it.each(ending)("may be killed before %s, which is the last call of all", async (action) => {
    plane.sandbox.gateway.faults.inject({ match: { action }, effect: { drop: "before" } });
    expect(await plane.killedAt(action, "bootstrap", "--destroy", "--yes")).toMatchObject(killed);
  });

  it("then removes what is left, and leaves an empty account", async () => {
    const { stderr } = expectSuccess(await plane.stagewright("bootstrap", "--destroy", "--yes"));
    expect(stderr).toContain("The installation is gone.");
    expect(await standing()).toEqual([]);
  });

  it("finds nothing to do then", async () => {
    const { stderr } = expectSuccess(await plane.stagewright("bootstrap", "--destroy", "--yes"));
    expect(stderr).toContain("There is no installation here.");
  });
});

describe("all of this", () => {
  it("was done by roles of the project, and nothing by an account's root", () => {
    expect(plane.rootCalls()).toEqual([]);
  });

  it("asked IAM for nothing that is not on record, by which the policies are explained", async () => {
    const calls = toRecord(await plane.sandbox.decisions(), rolesOf(plane.names));
    const asked = ({ role, action }: RecordedCall) => `${role} ${action}`;
    const recorded = new Set(recordedCalls().map(asked));
    // Otherwise: npm run policies:record
    expect(calls.map(asked).filter((call) => !recorded.has(call))).toEqual([]);
    expect(new Set(calls.map(({ role }) => role)).size).toBeGreaterThan(4);
  });
});
