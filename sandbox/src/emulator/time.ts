import { askPrivately, type PrivateAddress } from "./private.js";

/** Moves the time ahead by which subscriptions and schedules go; that of signatures and sessions stays. See clock.py. */
export function advanceClock(emulator: PrivateAddress, seconds: number): Promise<void> {
  return tell(emulator, "clock", { seconds });
}

/** What somebody does by the link in the mail that asks for it; see subscriptions.py. */
export function confirmSubscription(
  emulator: PrivateAddress,
  subscription: { readonly topicArn: string; readonly endpoint: string },
): Promise<void> {
  return tell(emulator, "confirmations", subscription);
}

async function tell(emulator: PrivateAddress, path: string, what: object): Promise<void> {
  const response = await askPrivately(emulator, path, { method: "POST", body: JSON.stringify(what) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${path}.`);
}
