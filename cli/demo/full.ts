import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { askApi } from "./ask-api.js";
import { api } from "./item.js";
import type { DemoStage } from "./stage.js";

const { repository, branch } = api;

/** A release that its tests stop, the fix, and the way back. */
export async function setbacks(stage: DemoStage, folder: string): Promise<void> {
  const { told, type } = stage;
  const source = join(folder, "api", "src", "index.mjs");
  const sound = await readFile(source, "utf8");
  told.step("A change breaks what the deployed API's tests know: it stops before production");
  await writeFile(source, sound.replace("return order ?", "return order && id !== '1' ?"));
  const unitTests = join(folder, "api", "test", "index.test.mjs");
  const tests = await readFile(unitTests, "utf8");
  await writeFile(
    unitTests,
    tests
      .replaceAll('get("1")', 'get("2")')
      .replace('{ id: "1", item: "a lamp", quantity: 1 }', '{ id: "2", item: "a chair", quantity: 4 }'),
  );
  await stage.release();
  await type(`executions ${repository} ${branch}`, { mayFail: true });
  await askApi(stage, "production", "1");

  told.step("A fix is pushed, with a new order");
  await writeFile(source, sound.replace("]);", '  ["3", { item: "a lantern", quantity: 2 }],\n]);'));
  await writeFile(unitTests, tests.replaceAll('get("3")', 'get("none")'));
  await stage.release();
  await stage.approve();
  await askApi(stage, "production", "3");

  told.step("Production goes back to what it had before");
  await stage.followSaid(await type(`rollback ${repository} ${branch} Production --yes`));
  await stage.approve();
  await askApi(stage, "production", "3");
}
