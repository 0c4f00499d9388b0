import { askApi } from "./ask-api.js";
import {
  api,
  demoAccounts,
  demoApiItem,
  demoSettings,
  webshop,
  webshopItem,
  withOneTestMore,
} from "./item.js";
import type { DemoStage } from "./stage.js";

/**
 * A control plane; an item that comes, changes and goes; and beside it the example, from a push to an API that answers in
 * another account.
 */
export async function story(stage: DemoStage): Promise<void> {
  const { told } = stage;
  await stage.write("stagewright.yaml", demoSettings);
  told.step("The control plane");
  await stage.type("bootstrap --yes", { worthReading: withoutResources });

  told.step("Two items come, and the accounts that they deploy to are made ready meanwhile");
  await stage.write("items/webshop.yaml", webshopItem());
  await stage.write("items/api.yaml", demoApiItem());
  const made = await stage.watch([webshop, api], () =>
    stage.type("put items --yes", { worthReading: withoutResources }),
  );
  await stage.type(`accounts deploy ${demoAccounts.staging} ${demoAccounts.production} --yes`, {
    worthReading: withoutResources,
  });
  await made();
  await stage.showAccounts("What is in the accounts now");

  told.step(
    "A push: build, staging, its tests in another account. Meanwhile the other item gets one test more",
  );
  await stage.write("items/webshop.yaml", withOneTestMore(webshopItem()));
  const changed = await stage.watch([webshop], () => stage.type("put items/webshop.yaml --yes"));
  await stage.type("sandbox push api-tests api-tests");
  await stage.release();

  told.step("Production asks. Whoever approves sees the commit, and what would change");
  await stage.approve();
  await askApi(stage, "production", "1");
  await changed();
}

/** The other item goes. */
export async function removal(stage: DemoStage): Promise<void> {
  const { repository, branch } = webshop;
  stage.told.step("An item goes, and its pipeline with it");
  const removed = await stage.watch([webshop], () =>
    stage.type(`rm ${repository} ${branch} --yes`, { worthReading: withoutResources }),
  );
  await removed();
  await stage.type("status");
}

/** What Terraform makes is counted on the way, and drawn when it is there. */
function withoutResources(lines: readonly string[]): readonly string[] {
  return lines.filter(
    (line) => !/^\s+([+~-]|creation|modifications|import) |^Uploading|^ {2}\w+: /.test(line),
  );
}
