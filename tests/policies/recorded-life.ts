import { setTimeout as sleep } from "node:timers/promises";
import { CodeBuildClient, CreateReportGroupCommand } from "@aws-sdk/client-codebuild";
import { CodeStarConnectionsClient, CreateConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { pipelineId } from "../../compiler/index.js";
import { pipelineName } from "../../compiler/names/index.js";
import type { PipelineKey } from "../../controller/records/key.js";
import { type ControlPlane, expectSuccess } from "../../testing/installation/control-plane.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { aDayLater } from "../end-to-end/addresses.js";
import { killDescendants } from "./kill-descendants.js";

/** Settings that change, one way and back, all that settings can change of a control plane. */
const changed = {
  controller: { concurrentBuilds: 3, scheduleMinutes: 720, timeoutMinutes: 60, notify: ["ops@example.com"] },
  defaults: { artifactRetentionDays: 0, logRetentionDays: 0 },
  limits: { parameters: ["/webshop/*"] },
  tags: { team: "platform" },
};

export const target = "222222222222";
const shop: PipelineKey = { repository: "webshop", branch: "main" };
const staging = environment({ Tests: { Smoke: test() } });
const production = environment({ AwsAccountId: "333333333333", ManualApproval: "lead@example.com" });
const shopItem = (keys: object = {}, inStaging: object = {}) =>
  itemWith({ Staging: { ...staging, ...inStaging }, Production: production }, { ...keys });

/** The life of an installation in which each kind of thing happens once that people and builds do. */
export async function liveOnce(plane: ControlPlane, say: (step: string) => void): Promise<void> {
  for (const [step, live] of Object.entries(steps)) {
    say(step);
    await live(plane);
  }
}

const steps: Readonly<Record<string, (plane: ControlPlane) => Promise<unknown>>> = {
  bootstrap: (plane) => done(plane, "bootstrap", "--yes"),
  "bootstrap with other settings": (plane) => bootstrapWith(plane, changed),
  "bootstrap with the first ones": (plane) => bootstrapWith(plane, {}),
  "accounts deploy": (plane) => done(plane, "accounts", "deploy", target, "--yes"),
  put: (plane) => changeTo(plane, shopItem()),
  "look at it": lookAround,
  "two days without a confirmation": waitInVain,
  "put with tags and logs for ever": (plane) =>
    changeTo(plane, shopItem({ Tags: { team: "shop" }, LogRetentionDays: 0 })),
  "put without, and with an environment less": (plane) => changeTo(plane, shopItem({}, { Deploy: false })),
  "put what is not sound": putUnsound,
  "let the build of one with a connection die": letDie,
  rm: async (plane) => {
    await leaveArtifact(plane);
    await done(plane, "rm", shop.repository, shop.branch, "--yes");
    await atRest(plane, shop);
  },
  "accounts destroy": (plane) => done(plane, "accounts", "destroy", target, "--yes"),
  "bootstrap --destroy": (plane) => done(plane, "bootstrap", "--destroy", "--yes"),
};

async function done(plane: ControlPlane, ...args: string[]): Promise<void> {
  expectSuccess(await plane.stagewright(...args));
}

async function bootstrapWith(plane: ControlPlane, settings: object): Promise<void> {
  await plane.writeSettings(settings);
  await done(plane, "bootstrap", "--yes");
}

async function changeTo(plane: ControlPlane, item: object): Promise<void> {
  await plane.put(item);
  const record = await atRest(plane, shop);
  if (record?.outcome?.kind !== "applied") throw new Error(JSON.stringify(record));
}

/** As a run of the pipeline would: the bucket is emptied before it goes, and report groups go after it. */
async function leaveArtifact(plane: ControlPlane): Promise<void> {
  const name = pipelineName(plane.settings.namePrefix, pipelineId(shop.repository, shop.branch));
  const Bucket = `${name}-${plane.sandbox.accountId}`;
  await new S3Client(plane.client).send(new PutObjectCommand({ Bucket, Key: "source/x.zip", Body: "x" }));
  const exportConfig = { exportConfigType: "NO_EXPORT" } as const;
  const group = { name: `${name}-build-junit`, type: "TEST", exportConfig } as const;
  await new CodeBuildClient(plane.client).send(new CreateReportGroupCommand(group));
}

/** AWS gives up the approver's address, and the next look has it asked again. Scheduler calls its function, too. */
async function waitInVain(plane: ControlPlane): Promise<void> {
  await plane.sandbox.advanceClock(48 * 60 * 60);
  await aDayLater(plane, shop);
  await callSchedule(plane);
  while ((await plane.ledger.read(shop))?.addresses?.asked !== 1) await sleep(500);
  await atRest(plane, shop);
}

/** Also what the schedule's function does: Scheduler would call it once a day. */
async function lookAround(plane: ControlPlane): Promise<void> {
  const { repository, branch } = shop;
  for (const command of ["status", "get", "plan"]) await done(plane, command, repository, branch);
  for (const command of ["list", "status"]) await done(plane, command);
  // Its execution has failed, as nobody has made a repository, which it says.
  await plane.stagewright("executions", repository, branch);
  // Nobody has confirmed the approver's address, which it says.
  await plane.stagewright("doctor");
  await callSchedule(plane);
}

async function callSchedule(plane: ControlPlane): Promise<void> {
  await new LambdaClient(plane.client).send(new InvokeCommand({ FunctionName: plane.names.schedule }));
}

async function atRest(plane: ControlPlane, key: PipelineKey) {
  const [record] = await plane.settled(key);
  return record;
}

/** What a build that died has left waits for the schedule, which comes often here. */
async function foundBySchedule(plane: ControlPlane, key: PipelineKey) {
  const schedule = setInterval(() => void callSchedule(plane).catch(() => undefined), 20_000);
  try {
    return await atRest(plane, key);
  } finally {
    clearInterval(schedule);
  }
}

async function putUnsound(plane: ControlPlane): Promise<void> {
  const item = await plane.table.readItem(shop);
  await plane.table.putItem({ ...item, BuildImge: "x" }, item);
  await atRest(plane, shop);
}

/** In the midst of making a pipeline; the schedule then finds it, and a build what it left. */
async function letDie(plane: ControlPlane): Promise<void> {
  const lost: PipelineKey = { repository: "acme/lost", branch: "main" };
  const died = new Promise<void>((resolve) => {
    plane.sandbox.gateway.faults.onMatch({ action: "PutBucketPolicy" }, "first", async () => {
      await killDescendants(/reconcile|terraform|cdktf/);
      resolve();
    });
  });
  const ConnectionArn = await connection(plane);
  const Source = { Type: "CodeConnections", ConnectionArn };
  const item = itemWith({ Production: production }, { RepoName: lost.repository, Source });
  await done(plane, "plan", lost.repository, lost.branch, "--file", await plane.fileOf(item));
  await plane.put(item);
  await died;
  await sleep(2_000);
  await plane.stagewright("doctor", lost.repository, lost.branch);
  const record = await foundBySchedule(plane, lost);
  if (record?.outcome?.kind !== "applied") throw new Error(JSON.stringify(record));
  await done(plane, "rm", lost.repository, lost.branch, "--yes");
  await atRest(plane, lost);
}

async function connection(plane: ControlPlane): Promise<string> {
  const request = { ConnectionName: "github", ProviderType: "GitHub" } as const;
  const made = await new CodeStarConnectionsClient(plane.client).send(new CreateConnectionCommand(request));
  return made.ConnectionArn ?? "";
}
