import type { Finding } from "./finding.js";

/** The status of a connection as AWS words it, or the error that it answered. */
type ConnectionStatus = (arn: string) => Promise<string | Error>;

/**
 * Connections through which no source can be read: one that the command line or Terraform made is PENDING until a person
 * completes it (Developer Tools console user guide, "Update a pending connection").
 */
export async function examineConnections(
  arns: readonly string[],
  status: ConnectionStatus,
): Promise<Finding[]> {
  const findings = await Promise.all(arns.map(async (arn) => inWords(arn, await status(arn))));
  return findings.flatMap((found) => found ?? []);
}

function inWords(arn: string, status: string | Error): Finding | undefined {
  if (status === "AVAILABLE") return undefined;
  if (status instanceof Error) {
    const message = `The connection cannot be looked at. ${status.name}: ${status.message}`;
    return finding(
      arn,
      message,
      "See whether it is there and in this account, and whether you may look at it.",
    );
  }
  return finding(
    arn,
    `The connection is ${status}: no source that uses it can be read.`,
    "Complete it in the console of Developer Tools, Settings, Connections, “Update pending connection”.",
  );
}

function finding(subject: string, message: string, remedy: string): Finding {
  return { kind: "connection", subject, message, remedy, fix: "manual" };
}
