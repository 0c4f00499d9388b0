import type { Settings } from "../../../compiler/index.js";
import { dynamoDbRows, Ledger, systemClock } from "../../records/index.js";
import { controlPlaneNames } from "../names.js";
import type { BootstrapClients } from "./clients.js";
import { tableExists } from "./state-store.js";

/** Throws where a ledger holds rows that this version cannot read, before anything is changed. */
export async function refuseOldLedger(
  settings: Settings,
  { dynamodb, documents }: Pick<BootstrapClients, "dynamodb" | "documents">,
): Promise<void> {
  const { ledger } = controlPlaneNames(settings);
  if (!(await tableExists(dynamodb, ledger))) return;
  await new Ledger(dynamoDbRows(documents, ledger), systemClock).list();
}
