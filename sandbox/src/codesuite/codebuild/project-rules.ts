import type {
  LogsConfig,
  Project,
  ProjectArtifacts,
  ProjectEnvironment,
  ProjectSource,
  Tag,
} from "@aws-sdk/client-codebuild";
import { reservedKey } from "../core/index.js";
import { computeTypesOf, isCurated, isLambda, runsOn } from "./images.js";

/**
 * What CodeBuild asks of a project beyond the API model. Each rule gives the message of its refusal, or nothing.
 * Sources: the API reference (ProjectSource, ProjectArtifacts, ProjectEnvironment, ...) and the user guide's
 * pages "Create a build project" and "Quotas", unless a rule names another.
 */
export function projectProblem(project: Project, accountLimit: number): string | undefined {
  const { source = { type: "NO_SOURCE" }, artifacts = { type: "NO_ARTIFACTS" } } = project;
  return (
    pairingProblem(source, artifacts) ??
    sourceProblem(source) ??
    secondarySourcesProblem(project.secondarySources ?? []) ??
    artifactsProblem(artifacts) ??
    secondaryArtifactsProblem(project.secondaryArtifacts ?? []) ??
    environmentProblem(project.environment) ??
    roleProblem(project.serviceRole) ??
    vpcProblem(project.vpcConfig) ??
    cacheProblem(project.cache) ??
    logsProblem(project.logsConfig) ??
    badgeProblem(project, source) ??
    concurrencyProblem(project.concurrentBuildLimit, accountLimit) ??
    tagsProblem(project.tags ?? [])
  );
}

function pairingProblem(source: ProjectSource, artifacts: ProjectArtifacts): string | undefined {
  if ((source.type === "CODEPIPELINE") === (artifacts.type === "CODEPIPELINE")) return undefined;
  return "Invalid input: when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE";
}

/**
 * The shape of a source's location, by its type: "For all of the other types, you must specify Location". Of S3 it is an
 * object, or a folder with a slash at its end, the bucket's root among them (API reference, ProjectSource.location).
 */
const locations: Readonly<Record<string, { readonly pattern: RegExp; readonly example: string }>> = {
  S3: {
    pattern: /^(arn:[^:]+:s3:::)?[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.*$/,
    example: "bucket/path/object.zip or bucket/path/",
  },
  CODECOMMIT: {
    pattern: /^https:\/\/git-codecommit(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/v1\/repos\/[\w.-]+$/,
    example: "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/my-repo",
  },
  GITHUB: {
    pattern: /^https:\/\/([^@/]+@)?github\.com\/.+|^CODEBUILD_DEFAULT_WEBHOOK_SOURCE_LOCATION$/,
    example: "https://github.com/owner/repo.git",
  },
  BITBUCKET: {
    pattern: /^https:\/\/([^@/]+@)?bitbucket\.org\/.+/,
    example: "https://bitbucket.org/owner/repo.git",
  },
  GITHUB_ENTERPRISE: { pattern: /^https?:\/\/.+/, example: "https://host/owner/repo.git" },
  GITLAB: {
    pattern: /^https:\/\/([^@/]+@)?gitlab\.com\/.+|^CODEBUILD_DEFAULT_WEBHOOK_SOURCE_LOCATION$/,
    example: "https://gitlab.com/owner/repo.git",
  },
  GITLAB_SELF_MANAGED: { pattern: /^https?:\/\/.+/, example: "https://host/owner/repo.git" },
};

function sourceProblem(source: ProjectSource): string | undefined {
  if (source.type === "NO_SOURCE") return noSourceProblem(source);
  const rule = locations[source.type ?? ""];
  if (!rule) return undefined;
  if (!source.location)
    return `Invalid project source: location must be set when source type is ${source.type}`;
  if (rule.pattern.test(source.location)) return undefined;
  return `Invalid project source: location ${source.location} is not valid for source type ${source.type}; it looks like ${rule.example}`;
}

/** "If you choose No source, you cannot use a buildspec file" (create-project-console, Buildspec). */
function noSourceProblem(source: ProjectSource): string | undefined {
  if (source.location)
    return "Invalid project source: location must not be set when source type is NO_SOURCE";
  if (isInlineBuildspec(source.buildspec) || source.buildspec?.startsWith("arn:")) return undefined;
  return "Invalid project source: an inline buildspec must be set when source type is NO_SOURCE";
}

/** A buildspec is given whole, by its path in the source, or by an S3 object's ARN. */
export function isInlineBuildspec(buildspec: string | undefined): boolean {
  return /(^|\n)[\s{]*["']?version["']?\s*:/.test(buildspec ?? "") || (buildspec ?? "").includes("\n");
}

function identifierProblem(identifiers: readonly (string | undefined)[]): string | undefined {
  if (identifiers.some((id) => !id || !/^\w{1,127}$/.test(id))) {
    return "Invalid input: identifier must contain only alphanumeric characters and underscores and be less than 128 characters in length";
  }
  const twice = identifiers.find((id, index) => identifiers.indexOf(id) !== index);
  return twice && `Invalid input: identifier ${twice} is used more than once`;
}

function secondarySourcesProblem(sources: readonly ProjectSource[]): string | undefined {
  if (sources.some((source) => source.type === "CODEPIPELINE")) {
    return "Invalid input: sourceType CODEPIPELINE is not allowed for secondarySources";
  }
  return (
    firstProblem(sources, sourceProblem) ?? identifierProblem(sources.map((each) => each.sourceIdentifier))
  );
}

function artifactsProblem(artifacts: ProjectArtifacts): string | undefined {
  if (artifacts.type === "NO_ARTIFACTS" && artifacts.name) {
    return "Invalid artifacts: artifact type NO_ARTIFACTS should have null output name";
  }
  if (artifacts.type !== "S3") return undefined;
  if (!artifacts.location) return "Invalid artifacts: location must be set when artifact type is S3";
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(artifacts.location)) return undefined;
  return `Invalid artifacts: location ${artifacts.location} is not the name of an S3 bucket`;
}

function secondaryArtifactsProblem(all: readonly ProjectArtifacts[]): string | undefined {
  if (all.some((artifacts) => artifacts.type === "CODEPIPELINE")) {
    return "Invalid input: artifactType CODEPIPELINE is not allowed for secondaryArtifacts";
  }
  return firstProblem(all, artifactsProblem) ?? identifierProblem(all.map((each) => each.artifactIdentifier));
}

function environmentProblem(environment: ProjectEnvironment | undefined): string | undefined {
  if (!environment) return undefined;
  return (
    computeProblem(environment) ??
    curatedProblem(environment) ??
    credentialsProblem(environment) ??
    firstProblem(environment.environmentVariables ?? [], ({ name }) => variableProblem(name ?? ""))
  );
}

function computeProblem(environment: ProjectEnvironment): string | undefined {
  const { type, computeType, privilegedMode, fleet, computeConfiguration } = environment;
  if (fleet?.fleetArn)
    return "Invalid environment: compute fleets are not offered by the sandbox; leave out fleet";
  if (
    computeConfiguration &&
    !["ATTRIBUTE_BASED_COMPUTE", "CUSTOM_INSTANCE_TYPE"].includes(computeType ?? "")
  ) {
    return `Invalid environment: computeConfiguration cannot be used with compute type ${computeType}`;
  }
  const allowed = computeTypesOf[type ?? ""] ?? [];
  if (!allowed.includes(computeType ?? "")) {
    return `Invalid environment: compute type ${computeType} is not supported for environment type ${type}; allowed: ${allowed.join(", ")}`;
  }
  // "Lambda compute doesn't support ... tools that require root user permissions" (user guide, lambda).
  if (privilegedMode && isLambda(type ?? ""))
    return `Invalid environment: privilegedMode cannot be used with environment type ${type}`;
  return undefined;
}

/** AWS's own words, as reports have them (aws/copilot-cli #3110). */
function curatedProblem({ image = "", type, computeType }: ProjectEnvironment): string | undefined {
  if (runsOn(image, type ?? "")) return undefined;
  return `AWS CodeBuild curated image ${image} is not supported for projects with environment type ${type} and compute type ${computeType}`;
}

/** API reference, ProjectEnvironment.imagePullCredentialsType and RegistryCredential. */
function credentialsProblem({
  image = "",
  imagePullCredentialsType = "CODEBUILD",
  registryCredential,
}: ProjectEnvironment) {
  if (isCurated(image) && imagePullCredentialsType === "SERVICE_ROLE") {
    return `Invalid environment: image ${image} is a CodeBuild image; its imagePullCredentialsType must be CODEBUILD`;
  }
  if (registryCredential && (isCurated(image) || imagePullCredentialsType !== "SERVICE_ROLE")) {
    return "Invalid environment: registryCredential needs an image of a private registry and imagePullCredentialsType SERVICE_ROLE";
  }
  return undefined;
}

function variableProblem(name: string): string | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined;
  return `Invalid environment variable name ${name}: only letters, digits and underscores, not beginning with a digit`;
}

function roleProblem(role: string | undefined): string | undefined {
  return /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(role ?? "") ? undefined : "Invalid service role";
}

/** All of it or nothing (API reference, VpcConfig). */
function vpcProblem(vpc: Project["vpcConfig"]): string | undefined {
  const given = [vpc?.vpcId, vpc?.subnets?.[0], vpc?.securityGroupIds?.[0]].filter(Boolean).length;
  return given === 0 || given === 3
    ? undefined
    : "Invalid vpc config: vpcId, subnets and securityGroupIds must be set together";
}

function cacheProblem(cache: Project["cache"]): string | undefined {
  if (cache?.type === "S3" && !cache.location)
    return "Invalid cache: location must be set when cache type is S3";
  if (cache?.type === "LOCAL" && !cache.modes?.length)
    return "Invalid cache: modes must be set when cache type is LOCAL";
  return undefined;
}

function logsProblem(logs: LogsConfig | undefined): string | undefined {
  if (logs?.s3Logs?.status === "ENABLED" && !logs.s3Logs.location) {
    return "Invalid logs config: s3Logs location must be set when its status is ENABLED";
  }
  const { groupName } = logs?.cloudWatchLogs ?? {};
  // CloudWatch Logs API reference, CreateLogGroup.
  if (groupName === undefined || /^[.\-_/#A-Za-z0-9]{1,512}$/.test(groupName)) return undefined;
  return `Invalid logs config: ${groupName} is not the name of a log group`;
}

/** "Build badges are not supported if your source provider is CodePipeline" (sample-build-badges). */
function badgeProblem(project: Project, source: ProjectSource): string | undefined {
  const { badge } = project;
  if (!badge?.badgeEnabled || !["CODEPIPELINE", "S3", "NO_SOURCE"].includes(source.type ?? ""))
    return undefined;
  return `Invalid input: build badges are not supported for source type ${source.type}`;
}

function concurrencyProblem(limit: number | undefined, accountLimit: number): string | undefined {
  if (limit === undefined) return undefined;
  if (limit < 1) return "Invalid input: concurrentBuildLimit must be greater than 0";
  return limit > accountLimit
    ? `Project-level concurrent build limit cannot exceed the account-level concurrent build limit of ${accountLimit}`
    : undefined;
}

export function tagsProblem(tags: readonly Tag[]): string | undefined {
  const keys = tags.map((tag) => tag.key ?? "");
  const reserved = reservedKey(keys);
  if (reserved !== undefined) return `Invalid tags: the key ${reserved} begins with aws:, which is reserved`;
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? undefined : `Invalid tags: the key ${twice} is given more than once`;
}

function firstProblem<T>(items: readonly T[], problem: (item: T) => string | undefined): string | undefined {
  return items.map(problem).find((message) => message !== undefined);
}
