import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { AccountAccess, Credentials } from "../../service.js";
import type { Place } from "../core/index.js";
import { uuidOf } from "./build.js";
import type { BuildRecord } from "./state.js";

/** AWS as a build's service role sees it: what the role may not, the build cannot. */
export interface RoleClients {
  readonly credentials: Credentials;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly ssm: SSMClient;
}

/** CodeBuild's own name for the session of a build. */
export function sessionName(build: BuildRecord): string {
  return `AWSCodeBuild-${uuidOf(build)}`;
}

export async function openRoleClients(
  access: AccountAccess,
  build: BuildRecord,
  place: Place,
): Promise<RoleClients> {
  const credentials = await access.assumeServiceRole(build.plan.serviceRole, sessionName(build));
  const config = { credentials, region: place.region, endpoint: access.endpoint };
  return {
    credentials,
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    secrets: new SecretsManagerClient(config),
    ssm: new SSMClient(config),
  };
}

export function closeRoleClients({ logs, s3, secrets, ssm }: RoleClients): void {
  for (const client of [logs, s3, secrets, ssm]) client.destroy();
}
