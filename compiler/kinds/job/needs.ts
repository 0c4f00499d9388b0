import { type ArnContext, allow, arn, ofService, parseArn, type Statement, unique } from "../../iam/index.js";
import type { Settings } from "../../settings/index.js";
import type { Job } from "./job.js";
import { anyNetwork, networkGrants } from "./network-grants.js";

const readParameters = ["ssm:GetParameters"];
const readSecrets = ["secretsmanager:GetSecretValue"];
const pulls = ofService("ecr", ["BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"]);
// AWS offers no resource level for this action (service authorization reference, Amazon ECR).
const logsIn = ["ecr:GetAuthorizationToken"];

/** What the settings of jobs ask for: their parameters, their secrets, their images, their network. */
export function jobNeeds(jobs: readonly Job[], context: ArnContext): Statement[] {
  const variables = jobs.flatMap((job) => job.variables);
  const valuesOf = (type: string) =>
    variables.filter((variable) => variable.type === type).map(({ value }) => value);
  return [
    allow(
      "OwnParameters",
      readParameters,
      unique(valuesOf("PARAMETER_STORE").map((name) => parameterArn(name, context))),
    ),
    allow(
      "OwnSecrets",
      readSecrets,
      unique(valuesOf("SECRETS_MANAGER").map((secret) => secretArn(secret, context))),
    ),
    ...pullImages(
      jobs.map(({ image }) => image),
      context,
    ),
    ...networkGrants(
      jobs.flatMap((job) => (job.vpc ? [job.vpc] : [])),
      context,
    ),
  ];
}

/** Images of ECR are pulled with the project's role; all others by CodeBuild, or publicly. */
export function pullImages(images: readonly string[], context: ArnContext): Statement[] {
  const repositories = unique(images.flatMap((image) => imageArns(image, context)));
  return [
    allow("PullOwnImage", pulls, repositories),
    allow("LogInToEcr", logsIn, repositories.length > 0 ? ["*"] : []),
  ];
}

/** The same as far as any job may ask: what the installation lends, any image, any network. */
export function anyNeeds({ limits }: Settings, context: ArnContext): Statement[] {
  return [
    allow(
      "Parameters",
      readParameters,
      limits.parameters.map((name) => parameterArn(name, context)),
    ),
    allow(
      "Secrets",
      readSecrets,
      limits.secrets.map((name) =>
        parseArn(name) ? name : arn("secretsmanager", `secret:${name}-??????`, context),
      ),
    ),
    allow("Images", pulls, [arn("ecr", "repository/*", { ...context, region: "*", account: "*" })]),
    allow("ImageLogin", logsIn, ["*"]),
    ...anyNetwork(limits.networkAccounts, context),
  ];
}

function parameterArn(name: string, context: ArnContext): string {
  return arn("ssm", `parameter/${name.replace(/^\//, "")}`, context);
}

/**
 * A secret is named `name:json-key:stage:version-id` or by its ARN with the same tail (CodeBuild user guide,
 * env/secrets-manager). A name lacks the six random characters that end the ARN.
 */
function secretArn(secret: string, context: ArnContext): string {
  const parts = parseArn(secret);
  if (!parts) return arn("secretsmanager", `secret:${secret.split(":")[0]}-??????`, context);
  return arn(parts.service, parts.resource.split(":").slice(0, 2).join(":"), parts);
}

const ecrImage = /^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

function imageArns(image: string, { partition }: ArnContext): string[] {
  const [, account, region, repository] = ecrImage.exec(image) ?? [];
  if (account === undefined || region === undefined) return [];
  return [arn("ecr", `repository/${repository}`, { partition, region, account })];
}
