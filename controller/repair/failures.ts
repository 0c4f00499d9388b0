import { RunFailed } from "../../toolchain/index.js";
import { type Failure, KnownFailure, messageOf } from "../records/index.js";

interface Rule {
  readonly class: string;
  /** What Terraform, its AWS provider or the SDK says. Named groups are quoted in `message`. */
  readonly pattern: RegExp;
  readonly message: (found: Readonly<Record<string, string | undefined>>) => string;
  readonly hint: string;
}

/** The first that fits counts: what explains the others stands first. */
const rules: readonly Rule[] = [
  {
    class: "lock-held",
    pattern: /Error acquiring the state lock[\s\S]*?Who:\s+(?<who>\S+)/,
    message: ({ who }) => `Terraform's lock on the state is held by ${who}.`,
    hint: "Wait for that run to end. If it has ended for certain, run `stagewright doctor --fix`.",
  },
  {
    class: "state-checksum",
    pattern:
      /state data in S3 does not have the expected content|checksum calculated for the state stored in S3/,
    message: () => "The state in S3 does not fit the digest in the lock table.",
    hint: "A run died between writing the two. It is repaired once the end of that run is proven, or by `stagewright doctor --fix`.",
  },
  {
    class: "access-denied",
    pattern:
      /(?<who>arn:\S+) is not authorized to perform: (?<action>[\w:*-]+)(?: on resource: "?(?<resource>[^\s"]+))?/,
    message: ({ who, action, resource }) =>
      `${who} may not do ${action}${resource ? ` on ${resource.replace(/[,.]$/, "")}` : ""}.`,
    hint: "Allow that action in the role's policy, and look for a permissions boundary or an organization's policy that forbids it.",
  },
  {
    // An answer to HEAD has no body, so S3 cannot say more (Amazon S3 user guide, "Troubleshoot access denied errors").
    class: "access-denied",
    pattern: /operation error S3: (?<call>Head(?:Bucket|Object)), [^\n]*?StatusCode: 403/,
    message: ({ call }) =>
      `S3 denied ${call}, for which ${call === "HeadBucket" ? "s3:ListBucket" : "s3:GetObject"} is needed; of such calls it says no more.`,
    hint: "Allow that action in the policy of the role that runs this: in a build, the reconciler's. A bucket of another account answers the same.",
  },
  {
    class: "access-denied",
    pattern: /\bAccessDenied(?:Exception)?\b|\bUnauthorizedOperation\b|StatusCode: 403/,
    message: () => "AWS denied access, without saying to what.",
    hint: "The log names the call that was denied. Allow it in the policy of the role that runs this.",
  },
  {
    class: "credentials",
    pattern:
      /ExpiredToken|InvalidClientTokenId|No valid credential sources found|UnrecognizedClientException/,
    message: () => "The AWS credentials are missing, wrong or expired.",
    hint: "Renew them and try again. A build gets its own from its role, and is tried again by itself.",
  },
  {
    class: "wrong-account",
    pattern: /AWS account ID not allowed: (?<account>\d{12})/,
    message: ({ account }) =>
      `The credentials belong to account ${account}, not to the one of this installation.`,
    hint: "Use credentials of the central account that stagewright.yaml names.",
  },
  {
    class: "throttled",
    pattern:
      /Throttl(?:ing|ed)(?:Exception)?|TooManyRequestsException|RequestLimitExceeded|Rate exceeded|SlowDown/,
    message: () => "AWS asked for fewer requests, and kept asking.",
    hint: "It is tried again by itself. If it goes on, let fewer builds run at once.",
  },
  {
    class: "bucket-not-empty",
    pattern: /BucketNotEmpty|bucket you tried to delete is not empty/,
    message: () => "A bucket that is to be deleted still holds objects.",
    hint: "Empty it, all versions included; or set artifacts.forceDestroy in stagewright.yaml and deploy before the item is removed.",
  },
  {
    class: "quota-reached",
    pattern:
      /LimitExceeded(?:Exception)?|TooManyBuckets|ServiceQuotaExceeded(?:Exception)?|Cannot exceed quota for (?<quota>[^\s:]+)/,
    message: ({ quota }) => `A quota of the account is reached${quota ? `: ${quota}` : ""}.`,
    hint: "Ask for a higher quota in Service Quotas, or remove what is not used any more.",
  },
  {
    class: "name-taken",
    pattern:
      /BucketAlreadyExists|BucketAlreadyOwnedByYou|EntityAlreadyExists|PipelineNameInUse|ResourceAlreadyExists|AlreadyExistsException|already exists/,
    message: () => "Something with the same name exists already, and Terraform did not make it.",
    hint: "If a run that died left it, the next one takes it in by itself. Otherwise remove it, or change namePrefix in stagewright.yaml.",
  },
  {
    class: "provider-missing",
    pattern:
      /Failed to query available provider packages|Failed to install provider|Required plugins are not installed|Could not retrieve the list of available versions/,
    message: () => "Terraform could not get its AWS provider.",
    hint: "Put the provider into a mirror, or see that the registry can be reached; `bootstrap` uploads one for builds.",
  },
  {
    class: "network",
    pattern:
      /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT)\b|no such host|connection refused|i\/o timeout/,
    message: () => "A service of AWS could not be reached.",
    hint: "It is tried again by itself. If it goes on, look at the network of the build.",
  },
];

/** What went wrong, in words for people and in a class for machines. */
export function explainFailure(error: unknown): Failure {
  return stopped(error) ?? ruled(error) ?? own(error) ?? unknown(error);
}

function own(error: unknown): Failure | undefined {
  return error instanceof KnownFailure ? error.failure : undefined;
}

function stopped(error: unknown): Failure | undefined {
  if (!(error instanceof RunFailed)) return undefined;
  const hint = "What was done is in the state; the next run goes on from there, by itself.";
  const { timedOut, cancelled } = error.result;
  if (timedOut) return { class: "timed-out", message: "Terraform took too long and was stopped.", hint };
  return cancelled ? { class: "cancelled", message: "The run was cancelled.", hint } : undefined;
}

function ruled(error: unknown): Failure | undefined {
  if (error instanceof KnownFailure) return undefined;
  const text = unfolded(textOf(error));
  for (const { class: kind, pattern, message, hint } of rules) {
    const match = pattern.exec(text);
    if (match) return { class: kind, message: message(match.groups ?? {}), hint };
  }
  return undefined;
}

function unknown(error: unknown): Failure {
  const summary = /^\W*Error: (.+)$/m.exec(textOf(error))?.[1] ?? messageOf(error).split("\n")[0] ?? "";
  return { class: "unknown", message: summary, hint: "The log has the whole story." };
}

/** An SDK error's name is half of what it says. */
function textOf(error: unknown): string {
  if (error instanceof RunFailed) return `${error.result.stdout}\n${error.result.stderr}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Without the frame that Terraform draws around an error, and without cdktf's line heads; broken lines joined. */
function unfolded(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^.*?[│╷╵]\s?/, ""))
    .join("\n")
    .replace(/(?<=\S)\n(?=[a-z(])/g, " ");
}
