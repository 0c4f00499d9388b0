import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GetPipelineStateCommand, PutApprovalResultCommand } from "@aws-sdk/client-codepipeline";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../cli/program.js";
import {
  approverPolicy,
  editorPolicy,
  releaserPolicy,
  siteOf,
} from "../../controller/installation/control-plane/index.js";
import { awsClients, connect } from "../../controller/installation/index.js";
import { layoutOf } from "../../controller/reconciler/layout.js";
import { transcript } from "../../testing/expect/transcript.js";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { makeMinimalInstallation } from "../../testing/installation/minimal-installation.js";
import { openSession, type Session } from "../../testing/installation/sessions.js";
import { stagewright, startStagewright } from "../../testing/installation/stagewright.js";
import { reconcileRunning } from "./changed-item.js";
import { makeRunningPipeline, type RunningPipeline, runningItem, targetAccount } from "./running-pipeline.js";

/** One pipeline that runs, and people with the policies that `policies --role` gives them: what each command does, and to whom it is denied. */
const policies = { editor: editorPolicy, releaser: releaserPolicy, approver: approverPolicy };
type Role = keyof typeof policies;

const shop = ["webshop", "main"] as const;
const queue = { Type: "AWS::SQS::Queue" };
/** The deployer role may make none. */
const role = {
  Type: "AWS::IAM::Role",
  Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } },
};

let installation: TestInstallation;
let running: RunningPipeline;
const sessions = new Map<Role, Session>();

beforeAll(async () => {
  const viewers = Object.keys(policies).map((role) => `arn:aws:iam::111111111111:role/${role}`);
  installation = await startInstallation({ childAccount: { viewers } });
  const { sandbox, settings } = installation;
  const documents = await makeMinimalInstallation(installation);
  for (const Item of [runningItem, { ...runningItem, RepoTag: "next" }])
    await documents.send(new PutCommand({ TableName: settings.table, Item }));
  running = await makeRunningPipeline(installation);
  const site = siteOf({ account: sandbox.accountId, settings });
  for (const [name, policyOf] of Object.entries(policies)) {
    const role = { account: sandbox.accountId, name, policy: policyOf(site) };
    sessions.set(name as Role, await openSession(sandbox, role));
  }
});

afterAll(() => installation?.close());
afterEach(() => vi.unstubAllEnvs());

function environmentAs(role: Role): Record<string, string> {
  const { accessKeyId = "", secretAccessKey = "", sessionToken = "" } = sessions.get(role) ?? {};
  const own = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return { ...installation.sandbox.env(), ...own, AWS_SESSION_TOKEN: sessionToken };
}

/** A command as somebody runs it who has this role's policy. */
async function as(role: Role, command: string, ...args: string[]) {
  for (const [name, value] of Object.entries(environmentAs(role))) vi.stubEnv(name, value);
  for (const name of ["STAGEWRIGHT_CONFIG", "AWS_PROFILE"]) vi.stubEnv(name, undefined);
  const out = transcript();
  const code = await runCommandLine([command, ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), value: out.values[0] };
}

/** The built command, as a process of its own. */
const processAs = (role: Role, ...args: string[]) => {
  const { PATH = "", HOME = "" } = process.env;
  return stagewright(args, { cwd: "/", env: { PATH, HOME, ...environmentAs(role) } });
};

const look = async (role: Role = "approver") =>
  (await as(role, "executions", ...shop, "--json")).value as Seen;

interface Seen {
  readonly stages: readonly {
    readonly name: string;
    readonly status?: string;
    readonly execution?: string;
    readonly waiting: string[];
  }[];
  readonly approvals: readonly {
    readonly execution: string;
    readonly changeSets: object[];
    readonly newer: string[];
  }[];
  readonly failures: readonly {
    readonly action: string;
    readonly message: string;
    readonly lines: { text: string }[];
  }[];
  readonly executions: readonly {
    readonly id: string;
    readonly status: string;
    readonly commits: object[];
  }[];
}

/** Once the pipeline is so, as `executions` tells it. */
async function until(isSo: (seen: Seen) => boolean): Promise<Seen> {
  for (let tries = 0; tries < 120; tries += 1) {
    const seen = await look();
    if (isSo(seen)) return seen;
    await sleep(200);
  }
  throw new Error(`It did not come: ${JSON.stringify(await look(), undefined, 1)}`);
}

/** What somebody else answers meanwhile, in the console perhaps. */
async function answerAsOnlooker(status: "Approved" | "Rejected"): Promise<void> {
  const { client, pipeline } = running;
  const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: pipeline.name }));
  const [stageName, actionName] = ["BuildAndDeployToProd", "ProdApproval"];
  const actions = stageStates.find((stage) => stage.stageName === stageName)?.actionStates ?? [];
  const token = actions.find((action) => action.actionName === actionName)?.latestExecution?.token;
  const result = { status, summary: "" };
  await client.send(
    new PutApprovalResultCommand({ pipelineName: pipeline.name, stageName, actionName, token, result }),
  );
}

const startAs = async (role: Role) => {
  const { value } = await as(role, "start", ...shop, "--yes", "--json");
  return String((value as { execution?: string }).execution);
};
const waits = (id: string) => (seen: Seen) => seen.approvals.some(({ execution }) => execution === id);

describe("an item that is changed while an approval waits", () => {
  const queued = { ...runningItem, ExecutionMode: "QUEUED" };
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stagewright-changed-"));
    expect(await reconcileRunning(installation, running, "wait")).toMatchObject({
      outcome: { kind: "applied" },
    });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function putAsEditor(item: object, ...options: string[]) {
    const file = join(folder, "item.json");
    await writeFile(file, JSON.stringify(item));
    return as("editor", "put", file, "--yes", "--json", ...options);
  }

  const waiting = async () => {
    const id = await startAs("releaser");
    await until(waits(id));
    return id;
  };
  const stateOf = async (id: string) =>
    (await look()).executions.find((execution) => execution.id === id)?.status;

  it("is told to wait for the answer, waits for it, and is done after it", async () => {
    const id = await waiting();
    const { value, said } = await putAsEditor(queued);
    expect(value).toMatchObject({
      items: [{ cancels: [{ execution: id, kind: "approval", action: "ProdApproval", waitsMinutes: 60 }] }],
    });
    expect(said).toContain(
      "waits for it, 60 minutes at most, and cancels it then. With --now it does not wait.",
    );
    const deferred = { execution: id, why: expect.stringContaining("waits for ProdApproval") };
    expect(await reconcileRunning(installation, running, "wait")).toMatchObject({ deferred });
    expect(waits(id)(await look())).toBe(true);
    const { value: status, code } = await as("editor", "status", ...shop, "--json");
    expect([code, status]).toMatchObject([0, { pipelines: [{ state: "deferred", deferred }] }]);
    await answerAsOnlooker("Rejected");
    await until((seen) => !waits(id)(seen));
    expect(await stateOf(id)).toBe("Failed");
    expect(await reconcileRunning(installation, running, "wait")).toMatchObject({
      outcome: { kind: "applied" },
    });
  });

  it("supersedes what waits for an answer where the settings say so", async () => {
    const id = await waiting();
    await putAsEditor(runningItem);
    expect(await reconcileRunning(installation, running, "supersede")).toMatchObject({
      outcome: { kind: "applied" },
    });
    expect(await stateOf(id)).toBe("Cancelled");
  });

  it("does not wait where its editor says so", async () => {
    const id = await waiting();
    const { value } = await putAsEditor(queued, "--now");
    expect(value).toMatchObject({ items: [{ cancels: [{ execution: id, because: "now" }] }] });
    expect(await reconcileRunning(installation, running, "wait")).toMatchObject({
      outcome: { kind: "applied" },
    });
    expect(await stateOf(id)).toBe("Cancelled");
  });
});

describe("a pipeline that is not there", () => {
  it("is told from one whose name is near", async () => {
    const { code, said } = await as("editor", "executions", "webshp", "main");
    expect([code, said]).toEqual([1, expect.stringContaining("Did you mean webshop main?")]);
  });

  it("is told to be not applied yet where its item is in the table", async () => {
    const { code, said } = await as("releaser", "start", "webshop", "next", "--yes");
    expect([code, said]).toEqual([1, expect.stringContaining("webshop next has no pipeline yet")]);
  });
});

describe("the commands of a pipeline that runs", () => {
  let first = "";

  it("start is the releaser's alone, and says to others who may", async () => {
    for (const role of ["editor", "approver"] as const) {
      const { code, said } = await as(role, "start", ...shop, "--yes");
      expect([code, said]).toEqual([1, expect.stringContaining("codepipeline:StartPipelineExecution")]);
      expect(said).toContain("stagewright policies --role releaser");
    }
    const asked = await as("releaser", "start", ...shop);
    expect([asked.code, asked.said]).toEqual([2, expect.stringContaining("--yes")]);
    first = await startAs("releaser");
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("executions tells each role what waits, for whose commit, and what it would change", async () => {
    await until(waits(first));
    for (const role of ["editor", "releaser", "approver"] as const) {
      const { said, value, code } = await as(role, "executions", ...shop, "--json");
      const { approvals, executions } = value as Seen;
      expect(code).toBe(0);
      expect(approvals).toMatchObject([
        {
          environment: "Prod",
          execution: first,
          changeSets: [
            {
              account: targetAccount,
              changes: [{ action: "Add", logicalId: "Orders", type: "AWS::SQS::Queue" }],
            },
          ],
        },
      ]);
      expect(JSON.stringify(value)).not.toContain('"token"');
      expect(executions[0]?.commits).toMatchObject([{ message: "The shop sells", author: "Ann" }]);
      expect(said).toContain("+ Orders (AWS::SQS::Queue)");
      expect(said).toContain("“The shop sells” by Ann");
      expect(said).toContain("stagewright approve webshop main Prod");
    }
  });

  it("approve is the approver's alone, and names the environments that ask", async () => {
    const { code, said } = await as("releaser", "approve", ...shop, "Prod", "--yes");
    expect([code, said]).toEqual([1, expect.stringContaining("codepipeline:PutApprovalResult")]);
    expect(said).toContain("stagewright policies --role approver");
    const unknown = await as("approver", "approve", ...shop, "Production", "--yes");
    expect([unknown.code, unknown.said]).toEqual([
      1,
      expect.stringContaining("Those that ask for approval: Prod."),
    ]);
    const staging = await as("approver", "approve", ...shop, "Staging", "--yes");
    expect([staging.code, staging.said]).toEqual([1, expect.stringContaining("asks for no approval")]);
  });

  it("approve shows the change set and answers, as a process of its own too; --watch follows it to its end", async () => {
    const asked = await processAs("approver", "approve", ...shop, "Prod");
    expect([asked.exitCode, asked.stderr]).toEqual([
      2,
      expect.stringContaining("+ Orders (AWS::SQS::Queue)"),
    ]);
    const answered = await processAs(
      "approver",
      "approve",
      ...shop,
      "Prod",
      "--yes",
      "--json",
      "--message",
      "fine",
    );
    expect({ ...answered, stderr: "" }).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(answered.stdout)).toMatchObject({
      environment: "Prod",
      execution: first,
      answer: "approved",
    });
    const { code, value } = await as("releaser", "executions", ...shop, "--watch", "--json");
    expect(code).toBe(0);
    expect((value as Seen).executions[0]).toMatchObject({ id: first, status: "Succeeded" });
    const again = await as("approver", "approve", ...shop, "Prod", "--yes");
    expect([again.code, again.said]).toEqual([
      1,
      expect.stringMatching(/Nothing waits.*it was approved at .*approver/),
    ]);
  });

  it("logs gives the lines of the build, with what acts upon a terminal spelled out", async () => {
    await running.push({
      message: "It sells more",
      build: "printf '\\033[31mred\\033[0m\\n'; sleep 1; echo the end",
      resources: { Orders: queue, Returns: queue },
    });
    const second = await startAs("releaser");
    await until(({ stages }) => stages[1]?.execution === second);
    const followed = await as("editor", "logs", ...shop, "--follow", "--json");
    expect(followed.value).toMatchObject({
      execution: second,
      action: "ApplicationBuild",
      status: "Succeeded",
    });
    expect(followed.said).toContain("the end");
    const { stderr, stdout, exitCode } = await processAs("editor", "logs", ...shop, "ApplicationBuild");
    expect([exitCode, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("\\u001b[31mred");
    expect(stderr).not.toContain("\u001b");
    const unknown = await as("editor", "logs", ...shop, "RunProdSmokeTests");
    expect([unknown.code, unknown.said]).toEqual([
      1,
      expect.stringContaining("Those that it does: ApplicationBuild."),
    ]);
    await until(waits(second));
  });

  it("reject --superseded answers only what a newer execution waits behind", async () => {
    const refused = await as("approver", "reject", ...shop, "Prod", "--superseded", "--yes");
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringContaining("No newer execution waits behind"),
    ]);
    await startAs("releaser");
    const { approvals } = await until((seen) => (seen.approvals[0]?.newer.length ?? 0) > 0);
    const { code, value } = await as(
      "approver",
      "reject",
      ...shop,
      "Prod",
      "--superseded",
      "--yes",
      "--json",
    );
    expect([code, value]).toEqual([
      0,
      expect.objectContaining({ answer: "rejected", execution: approvals[0]?.execution }),
    ]);
    await until(waits(approvals[0]?.newer[0] ?? ""));
  });

  it("approve does not answer what waits now for what was shown", async () => {
    const [shown] = (await look()).approvals;
    const newer = await startAs("releaser");
    await until(({ approvals }) => approvals[0]?.newer.includes(newer) ?? false);
    const overtake = async () => {
      await answerAsOnlooker("Rejected");
      await until(waits(newer));
    };
    installation.sandbox.gateway.faults.onMatch({ action: "PutApprovalResult" }, "first", overtake);
    const { code, said } = await as("approver", "approve", ...shop, "Prod", "--yes");
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(`Another execution waits now, ${newer.slice(0, 8)}: look again.`),
    ]);
    expect((await look()).approvals).toMatchObject([{ execution: newer }]);
    expect(shown?.execution).not.toBe(newer);
  });

  it("stop is the releaser's alone, and retry goes on in the stage that was stopped", async () => {
    const [{ execution = "" } = {}] = (await look()).approvals;
    const denied = await as("editor", "stop", ...shop, "--abandon", "--yes");
    expect([denied.code, denied.said]).toEqual([1, expect.stringContaining("--role releaser")]);
    const nothing = await as("releaser", "stop", ...shop, "00000000", "--yes");
    expect([nothing.code, nothing.said]).toEqual([1, expect.stringContaining("There is no execution")]);
    const args = [execution.slice(0, 8), "--abandon", "--reason", "too early", "--yes", "--json"];
    const { code, value, said } = await as("releaser", "stop", ...shop, ...args);
    expect([code, value]).toEqual([0, { repo: "webshop", branch: "main", execution, abandoned: true }]);
    expect(said).toContain("Nobody waits for BuildAndDeployToProd/ProdApproval any more");
    expect((await look()).executions[0]).toMatchObject({ status: "Stopped", stopReason: "too early" });
    const retried = await as("releaser", "retry", ...shop, "--yes", "--json");
    expect([retried.code, retried.value]).toEqual([0, expect.objectContaining({ execution, all: false })]);
    await until(waits(execution));
    expect((await as("approver", "approve", ...shop, "Prod", "--yes")).code).toBe(0);
    expect((await as("approver", "executions", ...shop, "--watch")).code).toBe(0);
  });

  it("retry says that a change set that failed needs all actions", async () => {
    const nothing = await as("releaser", "retry", ...shop, "--yes");
    expect([nothing.code, nothing.said]).toEqual([1, expect.stringContaining("nothing to retry")]);
    await running.push({ message: "It may everything", resources: { Orders: queue, Role: role } });
    await startAs("releaser");
    const { code, value, said } = await as("editor", "executions", ...shop, "--watch", "--json");
    expect([code, value]).toEqual([
      1,
      expect.objectContaining({
        failures: [expect.objectContaining({ action: "DeployStagingChangeSet", needsAllActions: true })],
      }),
    ]);
    expect(said).toMatch(/DeployStagingChangeSet failed: The stack .* is UPDATE_ROLLBACK_COMPLETE/);
    const alone = await as("releaser", "retry", ...shop, "--yes");
    expect([alone.code, alone.said]).toEqual([1, expect.stringContaining("Repeat it with --all")]);
    const all = await as("releaser", "retry", ...shop, "Staging", "--all", "--yes", "--json");
    expect([all.code, all.value]).toEqual([
      0,
      expect.objectContaining({ stage: "BuildAndDeployToStaging", all: true }),
    ]);
    expect((await as("editor", "executions", ...shop, "--watch")).code).toBe(1);
  });

  it("rollback goes back in one stage to what succeeded last", async () => {
    const denied = await as("approver", "rollback", ...shop, "Staging", "--yes");
    expect([denied.code, denied.said]).toEqual([1, expect.stringContaining("codepipeline:RollbackStage")]);
    const unknown = await as("releaser", "rollback", ...shop, "Test", "--yes");
    expect([unknown.code, unknown.said]).toEqual([1, expect.stringContaining("BuildAndDeployToProd (Prod)")]);
    const before = (await look()).executions.find(({ status }) => status === "Succeeded");
    const { code, value } = await as("releaser", "rollback", ...shop, "Staging", "--yes", "--json");
    expect([code, value]).toEqual([
      0,
      expect.objectContaining({ stage: "BuildAndDeployToStaging", rollbackTo: before?.id }),
    ]);
    const watched = await as("editor", "executions", ...shop, "--watch", "--json");
    expect((watched.value as Seen).failures).toEqual([]);
    expect((watched.value as Seen).executions[0]).toMatchObject({
      status: "Succeeded",
      rollbackTo: before?.id,
    });
  });

  it("a build that fails is told with the last lines of its log and its link", async () => {
    await running.push({ message: "It breaks", build: "echo it is broken; exit 1" });
    await startAs("releaser");
    const { code, value } = await as("editor", "executions", ...shop, "--watch", "--json");
    const [failure] = (value as Seen).failures;
    expect([code, failure]).toEqual([
      1,
      expect.objectContaining({ action: "ApplicationBuild", link: expect.stringContaining("codebuild") }),
    ]);
    expect(failure?.lines.map(({ text }) => text)).toContain("it is broken");
  });
});

describe("the board", () => {
  it("shows the editor all pipelines, asks for one that is opened and for nothing else, and ends with Ctrl-C", async () => {
    const { client, settings } = installation;
    const { ledger, activities, close } = connect({ settings }, awsClients(client));
    const key = { repository: "webshop", branch: "main" };
    await ledger.request(key);
    await activities.open(key, running.pipeline.name, layoutOf(running.pipeline));
    close();
    const { PATH = "", HOME = "" } = process.env;
    const asked = new Set<string>();
    installation.sandbox.gateway.records.subscribe(({ principal, service, action }) => {
      if (principal?.includes("/editor")) asked.add(`${service}:${action}`);
    });
    const child = startStagewright(["board"], { cwd: "/", env: { PATH, HOME, ...environmentAs("editor") } });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    await vi.waitFor(() => expect(said).toContain("?token="), { timeout: 60_000 });
    const url = new URL(/http:\S+/.exec(said)?.[0] ?? "");
    const first = await fetch(url, { redirect: "manual" });
    const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
    const get = (path: string) =>
      fetch(new URL(path, `${url.origin}${url.pathname}`), { headers: { cookie } });
    expect(await (await get("")).text()).toContain("Pipelines of stagewright");
    expect([...asked]).toEqual(["ssm:GetParameter"]);

    const events = await get("events");
    let seen = "";
    for await (const chunk of events.body ?? []) {
      seen += new TextDecoder().decode(chunk);
      if (seen.includes("event: look\n") && seen.endsWith("\n\n")) break;
    }
    const { rows: shown } = JSON.parse(/^event: all\ndata: (.*)$/m.exec(seen)?.[1] ?? "");
    expect(
      shown.map((row: { repo: string; branch: string; state: string }) => [row.repo, row.branch, row.state]),
    ).toEqual([
      ["webshop", "main", "waiting"],
      ["webshop", "next", "new"],
    ]);
    const details = JSON.parse(await (await get(`pipelines/${shown[0].id}`)).text());
    expect(details.stages).toHaveLength(running.pipeline.stages.length);
    expect(details.logs[0].lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(details)).not.toContain("token");
    expect(await (await get(`pipelines/${shown[1].id}`)).json()).toEqual({
      problem: "It has no pipeline in AWS yet.",
    });

    child.kill("SIGINT");
    expect((await child).exitCode).toBe(0);
    await expect(get("")).rejects.toThrow();
    expect(asked).toEqual(
      new Set([
        ...["ssm:GetParameter", "dynamodb:Scan", "logs:GetLogEvents", "codecommit:GetCommit"],
        ...["GetPipeline", "GetPipelineState", "ListPipelineExecutions", "ListActionExecutions"].map(
          (action) => `codepipeline:${action}`,
        ),
      ]),
    );
  });
});
