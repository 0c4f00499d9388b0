import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { controlPlaneNames, formatInstallation } from "../../controller/installation/index.js";
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
  const Value = formatInstallation(installationOf(settings));
  const parameter = { Name: names.parameter, Value, Type: "String", Tier: "Advanced" } as const;
  await new SSMClient(client).send(new PutParameterCommand(parameter));
  return documents;
}
