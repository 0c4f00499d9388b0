import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Claim } from "../claim.js";
import type { Proof } from "../proof.js";
import { until } from "../until.js";

/** The end of a build calls the same function: so first no build runs any more, and then the schedule is waited for. */
export const scheduleClaim: Claim = {
  id: "schedule",
  says: "The schedule comes by itself, and its function compares the table with the ledger.",
  needs: ["pipeline-changed"],
  prove: async (proof) => {
    const { connection, signal } = proof;
    const isQuiet = async () =>
      (await connection.builds.recent()).some(({ running }) => running) ? undefined : true;
    await until(isQuiet, { timeoutMs: 600_000, what: "the builds' end", signal });
    const since = Date.now() + 15_000;
    const patience = { timeoutMs: 15_000 + 3 * 60_000, what: "the schedule", signal };
    const at = await until(() => calledAfter(since, proof), patience);
    return `called at ${new Date(at).toISOString()}`;
  },
};

async function calledAfter(startTime: number, { access, connection }: Proof): Promise<number | undefined> {
  const client = new CloudWatchLogsClient(access);
  try {
    const logGroupName = `/aws/lambda/${connection.names.schedule}`;
    const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, startTime }));
    // Lambda writes the first of these before a function's program runs, the program the second.
    return events.find(({ message = "" }) => /^START |"event":"schedule"/.test(message))?.timestamp;
  } finally {
    client.destroy();
  }
}
