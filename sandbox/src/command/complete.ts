import type { Registration } from "../registration.js";

/** Asks a running sandbox to complete a connection or a host. */
export async function completeAt({ url, secret }: Registration, arn: string): Promise<void> {
  const response = await fetch(`${url}/_stagewright/connections`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}` },
    body: JSON.stringify({ arn }),
  });
  const { message } = (await response.json()) as { readonly message?: string };
  if (!response.ok) throw new Error(message ?? `The sandbox answered ${response.status}.`);
}
