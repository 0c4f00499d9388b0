import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { renderControlPlane } from "../../controller/installation/control-plane/index.js";
import { controlPlaneNames } from "../../controller/installation/index.js";
import { installationOf } from "../../controller/installation/installation.fixture.js";
import { Activities, dynamoDbRows, systemClock } from "../../controller/records/index.js";
import type { TestInstallation } from "../../testing/installation/installation.js";
import { terraformIn } from "../../toolchain/index.js";

/** What a pipeline that deploys with Terraform meets of the control plane, by the names of the stack. */
const met = new Set(["deployments", "events", "ledger", "boundary", "starter"]);

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * That part of the control plane's own stack: the bucket and its key, the boundary, and the function that hears events, with
 * its role, rule and table. The rest takes longer than the test. Gives the rows in which pipelines are opened.
 */
export async function makeDeployingControlPlane(
  { client, settings, toolchain }: TestInstallation,
  folder: string,
): Promise<Activities> {
  renderControlPlane({ installation: installationOf(settings), protect: false }, folder);
  const file = join(folder, "cdk.tf.json");
  const { terraform, provider, resource } = JSON.parse(await readFile(file, "utf8"));
  const { backend: _, ...without } = terraform;
  await writeFile(file, JSON.stringify({ terraform: without, provider, resource: metOf(resource) }));
  const runs = terraformIn(toolchain.terraform.path, { cwd: folder, env: toolchain.env });
  await runs.init();
  await runs.apply();
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  return new Activities(dynamoDbRows(documents, controlPlaneNames(settings).ledger), systemClock);
}

function metOf(resources: Resources): Resources {
  const byType = Object.entries(resources).map(([type, own]) => {
    const kept = Object.entries(own).filter(([name]) => met.has(name));
    return [type, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(byType.filter(([, own]) => Object.keys(own).length > 0));
}
