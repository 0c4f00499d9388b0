import { askPrivately, type PrivateAddress } from "./private.js";

/** What an AWS service puts on the default bus of an account. */
export interface ServiceEvent {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** Such as `aws.codebuild`. */
  readonly source: string;
  readonly detailType: string;
  /** ARNs. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts an event on the bus as a service of AWS, which `PutEvents` lets nobody be; see events.py. */
export async function publishEvent(emulator: PrivateAddress, event: ServiceEvent): Promise<void> {
  const body = JSON.stringify({ ...event, detail: JSON.stringify(event.detail) });
  const response = await askPrivately(emulator, "events", { method: "POST", body });
  await response.body?.cancel();
  if (!response.ok)
    throw new Error(`The emulator answered ${response.status} to an event of ${event.source}.`);
}
