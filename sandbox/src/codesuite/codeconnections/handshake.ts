import type { CodeSuiteContext } from "../core/index.js";
import { getConnection, getHost, keyOf, parseOwn, recordsAt } from "./records.js";

/**
 * What a person does in the console: sets up a host, or completes a connection, and with it the host that it has. Made by
 * API, Terraform or CloudFormation they are PENDING until then, and no call of the API completes them
 * (https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html, …/API_CreateHost.html).
 *
 * @throws AwsError when there is neither a connection nor a host of this ARN.
 */
export function completeConnection(context: Pick<CodeSuiteContext, "store">, arn: string): void {
  if (parseOwn(arn).resource.startsWith("host/")) setUpHost(context, arn);
  else complete(context, arn);
}

function complete(context: Pick<CodeSuiteContext, "store">, arn: string): void {
  const place = parseOwn(arn);
  const connection = getConnection(context, place, arn);
  if (connection.hostArn !== undefined) setUpHost(context, connection.hostArn);
  recordsAt(context, place).connections.put(keyOf(arn, place), { ...connection, isPending: false });
}

function setUpHost(context: Pick<CodeSuiteContext, "store">, arn: string): void {
  const place = parseOwn(arn);
  const host = getHost(context, place, arn);
  recordsAt(context, place).hosts.put(keyOf(arn, place), { ...host, isPending: false });
}
