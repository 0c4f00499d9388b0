import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { controlPlaneNames } from "../../../controller/installation/index.js";
import { dynamoDbRows, Ledger, systemClock } from "../../../controller/records/index.js";
import { startInstallation, type TestInstallation } from "../../../testing/installation/installation.js";
import { makeMinimalInstallation } from "../../../testing/installation/minimal-installation.js";
import { startStagewright } from "../../../testing/installation/stagewright.js";
import { storedState } from "../../../testing/installation/state.js";
import { exampleItem } from "../../../testing/items/examples.js";

const item = exampleItem("build-only.yaml");
const key = { repository: String(item.RepoName), branch: String(item.RepoTag) };

let installation: TestInstallation;
let ledger: Ledger;
let folder: string;

beforeAll(async () => {
  installation = await startInstallation();
  const documents = await makeMinimalInstallation(installation);
  ledger = new Ledger(dynamoDbRows(documents, controlPlaneNames(installation.settings).ledger), systemClock);
  folder = await mkdtemp(join(tmpdir(), "stagewright-deploy-"));
});

afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true, force: true });
});

function start(...args: string[]) {
  return startStagewright(args, { cwd: folder, env: { ...process.env, ...installation.sandbox.env() } });
}

/** Terraform hears of it, saves its state and gives back its lock; then the command gives back its lease. */
it("a deploy that is asked to end by SIGTERM ends in good order, and the next one goes on from there", async () => {
  const file = join(folder, "item.json");
  await writeFile(file, JSON.stringify(item));
  expect(await start("put", file, "--yes")).toMatchObject({ exitCode: 0 });
  const child = start("deploy", key.repository, key.branch, "--yes");
  const moment = { service: "codebuild", action: "CreateProject" };
  installation.sandbox.gateway.faults.onMatch(moment, "first", () => void child.kill("SIGTERM"));
  const { exitCode, signal, stderr } = await child;
  expect([exitCode, signal]).toEqual([1, undefined]);
  expect(stderr).toContain(`${key.repository} ${key.branch}: failed`);
  const record = await ledger.read(key);
  expect(record).toMatchObject({ phase: "waiting", outcome: { failure: { class: "cancelled" } } });
  expect(record?.lastAttempted).toBeDefined();
  expect([record?.lease, record?.lastApplied]).toEqual([undefined, undefined]);
  const { pipeline } = await installation.synth(item);
  const state = await storedState(installation, `pipelines/${pipeline.id}/terraform.tfstate`);
  expect(state).toMatchObject({ digestFits: true, locked: false });
  expect(await start("deploy", key.repository, key.branch, "--yes")).toMatchObject({ exitCode: 0 });
  expect(await ledger.read(key)).toMatchObject({ outcome: { kind: "applied" } });
});

it("destroy removes the item, and leaves nothing of its pipeline", async () => {
  const { exitCode, stderr } = await start("destroy", key.repository, key.branch, "--yes");
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining("- aws_codebuild_project.build"),
  });
  expect(await ledger.read(key)).toBeUndefined();
  expect((await start("list", "--json")).stdout).toBe('{"items":[]}');
  expect((await installation.inventory()).join("\n")).not.toContain("CodePipeline");
});
