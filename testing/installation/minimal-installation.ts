import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  controlPlaneNames,
  formatInstallation,
  type Installation,
} from "../../controller/installation/index.js";
import { installationOf } from "../../controller/installation/installation.fixture.js";
import { makeTable } from "../../controller/records/tables.fixture.js";
import type { TestInstallation } from "./installation.js";

/** What the commands need of an installation that nothing watches: both tables and the parameter. */
export async function makeMinimalInstallation({
  client,
  settings,
}: TestInstallation): Promise<DynamoDBDocumentClient> {
  const names = controlPlaneNames(settings);
  await makeTable(client, names.ledger);
  const documents = await makeTable(client, names.table);
  await keepParameter(installationOf(settings), client);
  return documents;
}

/** The parameter of an installation beside it, as a stagewright wrote it that made no role which starts pipelines. */
export async function makeEarlierInstallation(
  namePrefix: string,
  { client, settings }: TestInstallation,
): Promise<void> {
  const { starterRole: _, ...earlier } = installationOf({ ...settings, namePrefix });
  await keepParameter(earlier, client);
}

async function keepParameter(installation: Installation, client: TestInstallation["client"]): Promise<void> {
  const { parameter: Name } = controlPlaneNames(installation.settings);
  const Value = formatInstallation(installation);
  const parameter = { Name, Value, Type: "String", Tier: "Advanced", Overwrite: true } as const;
  await new SSMClient(client).send(new PutParameterCommand(parameter));
}
