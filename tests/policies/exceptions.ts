import type { Policy, Statement } from "../../compiler/pipeline/index.js";

/** A wildcard that stands in a shipped policy, and why. */
export interface Exception {
  /** Whose policy: `pipeline`, `build`, `tests`, `artifact key`, … */
  readonly where: RegExp;
  readonly sid: RegExp;
  /** The action or resource. */
  readonly shape: RegExp;
  readonly reason: string;
}

const noResource = "AWS offers no resource level for these actions";
const keysOfArtifacts = "the keys of artifacts are CodePipeline's choice, the bucket is the pipeline's own";
const cardToCome = "the network interface does not exist yet; subnets and groups are named";

/** The one list of wildcards in actions and resources of every policy that the project ships. */
export const exceptions: readonly Exception[] = [
  exception(
    /^artifact key$/,
    /^CentralAccountDecides$/,
    /^(kms:)?\*$/,
    "KMS's lockout check asks for it; in a key's policy * is the key",
  ),
  exception(/^artifact key$/, /^TargetAccountsDecrypt$/, /^\*$/, "in a key's policy * is the key"),
  exception(
    /^artifact bucket$/,
    /^TlsOnly$/,
    /^(s3:\*|arn:aws:s3:::[a-z0-9-]+\/\*)$/,
    "denies whatever does not come by TLS",
  ),
  exception(/^artifact bucket$/, /^TargetAccountsRead$/, /^arn:aws:s3:::[a-z0-9-]+\/\*$/, keysOfArtifacts),
  exception(/^(pipeline|build|tests)$/, /^Artifacts$/, /^arn:aws:s3:::[a-z0-9-]+\/\*$/, keysOfArtifacts),
  exception(
    /^(build|tests)$/,
    /^OwnLog$/,
    /^arn:aws:logs:[^*?]+:log-group:\/aws\/codebuild\/[a-z0-9_-]+(_\*)?(:\*)?$/,
    "streams of a log are CodeBuild's choice; tests of one environment share a role",
  ),
  exception(
    /^(build|tests)$/,
    /^OwnReports$/,
    /^arn:aws:codebuild:[^*?]+:report-group\/[a-z0-9_-]+(_\*)?-\*$/,
    "the buildspec names the reports of a project",
  ),
  exception(
    /^pipeline$/,
    /^RunOwnProjects$/,
    /^arn:aws:codebuild:[^*?]+--[a-z0-9]+_\*$/,
    "48 environments' tests by name are more than a policy holds; the prefix is the pipeline's own",
  ),
  exception(
    /^(build|tests)$/,
    /^OwnSecrets$/,
    /^arn:aws:secretsmanager:[^*?]+-\?{6}$/,
    "six random characters end a secret's ARN",
  ),
  exception(/^(build|tests)$/, /^(LogInToEcr|SeeNetwork)$/, /^\*$/, noResource),
  exception(
    /^(build|tests)$/,
    /^(Join|Leave)Network$/,
    /^arn:aws:ec2:[^*?]+:network-interface\/\*$/,
    cardToCome,
  ),
  exception(
    /^(build|tests)$/,
    /^LendInterfaceToCodeBuild$/,
    /^arn:aws:ec2:[^*?]+:network-interface\/\*$/,
    cardToCome,
  ),
];

function exception(where: RegExp, sid: RegExp, shape: RegExp, reason: string): Exception {
  return { where, sid, shape, reason };
}

/** Wildcards of a policy that the list does not explain, as `owner Sid text`. `used` collects what was needed. */
export function unexplained(owner: string, { Statement }: Policy, used = new Set<Exception>()): string[] {
  return Statement.flatMap((statement) =>
    wildcardsIn(statement)
      .filter((text) => !isExplained(owner, statement.Sid, text, used))
      .map((text) => `${owner} ${statement.Sid} ${text}`),
  );
}

function isExplained(owner: string, sid: string, text: string, used: Set<Exception>): boolean {
  const found = exceptions.find((one) => one.where.test(owner) && one.sid.test(sid) && one.shape.test(text));
  if (found) used.add(found);
  return found !== undefined;
}

/** Actions and resources with `*` or `?`, and statements that allow anybody. */
function wildcardsIn({ Action, Resource = [], Principal, Effect }: Statement): string[] {
  const anybody = Principal === "*" && Effect === "Allow" ? ["Principal *"] : [];
  return [...[Action].flat(), ...[Resource].flat(), ...anybody].filter((text) => /[*?]/.test(text));
}
