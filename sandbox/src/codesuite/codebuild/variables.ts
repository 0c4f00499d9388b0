import type { EnvironmentVariable } from "@aws-sdk/client-codebuild";
import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { BuildFailure, type GivenEnvironment, type Resolvers } from "../../builds/index.js";
import type { Credentials } from "../../service.js";
import type { Place } from "../core/index.js";
import { isSdkError } from "./aws-errors.js";
import type { SessionLease } from "./credentials-endpoint.js";
import { gitVariables } from "./git.js";
import type { RoleClients } from "./role-clients.js";
import { secondaryDir } from "./secondary.js";
import type { BuildRecord } from "./state.js";

export interface VariablesRequest {
  readonly build: BuildRecord;
  readonly place: Place;
  readonly endpoint: string;
  readonly clients: RoleClients;
  readonly lease: SessionLease;
  /** Whether the buildspec wants git to get the role's credentials. */
  readonly gitCredentialHelper: boolean;
}

/** All that a build's commands find in their environment, besides what the buildspec sets. */
export async function buildVariables(request: VariablesRequest): Promise<GivenEnvironment> {
  const own = request.build.plan.environment?.environmentVariables ?? [];
  const resolvers = roleResolvers(request.clients);
  const projectVariables: Record<string, string> = {};
  const secrets: string[] = [];
  for (const variable of own) {
    const value = await variableValue(variable, resolvers);
    projectVariables[variable.name ?? ""] = value;
    if (isSecret(variable)) secrets.push(value);
  }
  return {
    variables: { ...awsVariables(request), ...projectVariables, ...codebuildVariables(request) },
    secrets: [...secrets, ...credentialTexts(request.clients.credentials), request.lease.token],
  };
}

/** By name: SDK clients add members of their own to the credentials they are given. */
function credentialTexts({ accessKeyId, secretAccessKey, sessionToken = "" }: Credentials): string[] {
  return [accessKeyId, secretAccessKey, sessionToken];
}

function isSecret({ type }: EnvironmentVariable): boolean {
  return type === "PARAMETER_STORE" || type === "SECRETS_MANAGER";
}

async function variableValue({ type, value = "" }: EnvironmentVariable, resolve: Resolvers): Promise<string> {
  if (type === "PARAMETER_STORE") return resolve.parameter(value);
  return type === "SECRETS_MANAGER" ? resolve.secret(value) : value;
}

/** Terraform's provider asks for roles of profiles at AWS's own address unless it is told that of STS by itself. */
function awsVariables({
  lease,
  place,
  endpoint,
  gitCredentialHelper,
}: VariablesRequest): Record<string, string> {
  return {
    ...lease.variables,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_STS: endpoint,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    CI: "true",
    ...gitVariables({ endpoint, region: place.region }, gitCredentialHelper),
  };
}

/** User guide, build-env-ref-env-vars. */
function codebuildVariables({ build }: VariablesRequest): Record<string, string> {
  const { plan, source } = build;
  const location = source?.type === "S3" ? `s3://${source.location}` : (source?.location ?? "");
  const given: Record<string, string | undefined> = {
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_IMAGE: plan.environment?.image,
    CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
    CODEBUILD_CI: "true",
    CODEBUILD_INITIATOR: build.initiator,
    CODEBUILD_KMS_KEY_ID: build.encryptionKey,
    CODEBUILD_LOG_PATH: build.logs?.streamName,
    CODEBUILD_PROJECT_ARN: plan.arn,
    CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion,
    CODEBUILD_SOURCE_REPO_URL: location,
    CODEBUILD_SOURCE_VERSION: build.sourceVersion ?? (location && `arn:aws:s3:::${source?.location}`),
    CODEBUILD_START_TIME: String(new Date(build.startTime).getTime()),
  };
  for (const { sourceIdentifier = "" } of plan.secondarySources ?? []) {
    given[`CODEBUILD_SRC_DIR_${sourceIdentifier}`] = secondaryDir(build, sourceIdentifier);
  }
  const present = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

/** Parameters and secrets, read with the role's rights. */
export function roleResolvers({ ssm, secrets }: RoleClients): Resolvers {
  return {
    parameter: (name) => readParameter(ssm, name),
    secret: (reference) => readSecret(secrets, reference),
  };
}

async function readParameter(ssm: SSMClient, name: string): Promise<string> {
  const answer = await failAs("Decrypted Variables Error", () =>
    ssm.send(new GetParametersCommand({ Names: [name], WithDecryption: true })),
  );
  const value = answer.Parameters?.[0]?.Value;
  if (value !== undefined) return value;
  throw new BuildFailure("Decrypted Variables Error", `parameter does not exist: ${name}`);
}

async function readSecret(secrets: SecretsManagerClient, reference: string): Promise<string> {
  const { id, jsonKey, stage, version } = splitReference(reference);
  const answer = await failAs("Secrets Manager Error", () =>
    secrets.send(
      new GetSecretValueCommand({
        SecretId: id,
        ...(stage && { VersionStage: stage }),
        ...(version && { VersionId: version }),
      }),
    ),
  );
  const text = answer.SecretString ?? "";
  return jsonKey ? valueInJson(text, jsonKey, id) : text;
}

/** `secret-id:json-key:version-stage:version-id`; an ARN has six colons of its own (build-spec-ref, secrets-manager). */
export function splitReference(reference: string) {
  const parts = reference.split(":");
  const idParts = reference.startsWith("arn:") ? 7 : 1;
  const [jsonKey = "", stage = "", version = ""] = parts.slice(idParts);
  return { id: parts.slice(0, idParts).join(":"), jsonKey, stage, version };
}

function valueInJson(text: string, key: string, id: string): string {
  const value = parseObject(text)[key];
  if (value !== undefined) return typeof value === "string" ? value : JSON.stringify(value);
  throw new BuildFailure("Secrets Manager Error", `the secret ${id} has no key ${key}`);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

async function failAs<T>(statusCode: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!isSdkError(error)) throw error;
    throw new BuildFailure(statusCode, `${error.name}: ${error.message}`);
  }
}
