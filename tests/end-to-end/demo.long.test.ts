import { fileURLToPath } from "node:url";
import { execaNode } from "execa";
import { beforeAll, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../dist/demo.js", import.meta.url));
let told = "";
let exitCode: number | undefined;

/** As `npm run demo -- --full` runs it, where nobody looks: its steps are lines. */
beforeAll(async () => {
  const { PATH = "", HOME = "" } = process.env;
  const result = await execaNode(script, ["--full"], {
    ...{ env: { PATH, HOME }, extendEnv: false, reject: false, all: true },
  });
  told = result.all;
  exitCode = result.exitCode;
}, 1_200_000);

it("ends well, and writes nothing that acts upon a terminal", () => {
  expect([exitCode, told.includes("\u001b")]).toEqual([0, false]);
});

it("tells of each step in the order in which it happens, and what came of it", () => {
  const facts = [
    "$ stagewright bootstrap --yes",
    "$ stagewright put items --yes",
    "$ stagewright accounts deploy 222222222222 333333333333 --yes",
    "What is in the accounts now",
    "$ stagewright sandbox push api api",
    "✔ RunStagingApiTests",
    "? ProductionApproval",
    "$ AWS_PROFILE=approver stagewright approve api main Production --yes",
    "in 333333333333 would change:",
    "✔ DeployProductionChangeSet",
    '200 {"id":"1","item":"a lamp","quantity":1}',
    "✘ RunStagingApiTests",
    "BuildAndDeployToStaging/RunStagingApiTests failed: ",
    '200 {"id":"1","item":"a lamp","quantity":1}',
    '200 {"id":"3","item":"a lantern","quantity":2}',
    "$ stagewright rollback api main Production --yes",
    '404 {"message":"There is no order 3"}',
    "$ stagewright rm webshop main --yes",
    "Done: the accounts are gone, and nothing is left running.",
  ];
  const places: number[] = [];
  for (const fact of facts) places.push(told.indexOf(fact, (places.at(-1) ?? -1) + 1));
  expect(facts.filter((_, index) => (places[index] ?? -1) < 0)).toEqual([]);
});
