type Found = Readonly<Record<string, string | undefined>>;

export interface Rule {
  readonly class: string;
  /** What Terraform, its AWS provider or the SDK says. Named groups are quoted in `message`. */
  readonly pattern: RegExp;
  readonly message: (found: Found) => string;
  readonly hint: string | ((found: Found) => string);
}

/** The first that fits counts: what explains the others stands first. */
export const rules: readonly Rule[] = [
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
    // The last words are AWS's reason (IAM user guide, "Troubleshoot access denied error messages").
    pattern:
      /(?<who>arn:\S+) is not authorized to perform: (?<action>[\w:*-]+)(?: on resource: "?(?<resource>[^\s"]+))?"?(?:,? (?<why>(?:because no|with an explicit deny in) [^\n"]+))?/,
    message: ({ who, action, resource, why }) =>
      `${who} may not do ${action}${resource ? ` on ${resource.replace(/[,.]$/, "")}` : ""}${why ? `, ${why.replace(/[.\s]+$/, "")}` : ""}.`,
    hint: ({ why }) => remedyOf(why),
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
    pattern: /No valid credential sources found|Could not load credentials|CredentialsProviderError/,
    message: () => "There are no AWS credentials.",
    hint: "Sign in, such as by `aws sso login`, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `aws sts get-caller-identity` shows whose credentials are taken.",
  },
  {
    class: "credentials",
    pattern: /ExpiredToken|RequestExpired|TokenProviderError|TokenRefreshRequired|SSO session/,
    message: () => "The AWS credentials are expired.",
    hint: "Renew them, such as by `aws sso login`, and try again. A build gets its own from its role, and is tried again by itself.",
  },
  {
    class: "region-not-enabled",
    pattern:
      /OptInRequired|(?<region>[a-z]{2}(?:-[a-z]+)+-\d) location constraint is incompatible|region is not enabled|not enabled for (?:this|your) account/i,
    message: ({ region }) => `The region${region ? ` ${region}` : ""} is not enabled in this account.`,
    hint: "Enable it under Account, AWS Regions, or by `aws account enable-region`, which takes minutes; or name another region in stagewright.yaml.",
  },
  {
    // So AWS answers too where a region is not enabled (AWS re:Post, "InvalidClientTokenId" in opt-in regions).
    class: "credentials",
    pattern: /InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId/,
    message: () => "AWS does not know these credentials.",
    hint: "See whose they are with `aws sts get-caller-identity`, and renew them. If that works, the region may not be enabled in this account.",
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
    // terraform-provider-aws, pull request 37748.
    class: "quota-reached",
    pattern: /concurrent build limit cannot exceed the account-level concurrent build limit of (?<limit>\d+)/,
    message: ({ limit }) =>
      `The account runs ${limit} builds of CodeBuild at once, and the project asks for more.`,
    hint: "Lower controller.concurrentBuilds in stagewright.yaml (1 asks for no limit), and say in controller.accountBuilds how many the account runs; or ask for more in Service Quotas.",
  },
  {
    class: "quota-reached",
    pattern:
      /LimitExceeded(?:Exception)?|TooManyBuckets|ServiceQuotaExceeded(?:Exception)?|Cannot exceed quota for (?<quota>[^\s:]+)/,
    message: ({ quota }) => `A quota of the account is reached${quota ? `: ${quota}` : ""}.`,
    hint: "Ask for a higher quota in Service Quotas, or remove what is not used any more.",
  },
  {
    // Amazon S3 user guide, "General purpose bucket naming rules": a name is taken for all accounts of a partition.
    class: "name-taken",
    pattern: /\bBucketAlreadyExists\b/,
    message: () => "A bucket of this name exists already, in this account or in another.",
    hint: "If a run that died left it, the next one takes it in by itself. If it is not yours, set another namePrefix in stagewright.yaml.",
  },
  {
    class: "name-taken",
    pattern:
      /BucketAlreadyOwnedByYou|EntityAlreadyExists|PipelineNameInUse|ResourceAlreadyExists|AlreadyExistsException|already exists/,
    message: () => "Something with the same name exists already, and Terraform did not make it.",
    hint: "If a run that died left it, the next one takes it in by itself. Otherwise remove it, or change namePrefix in stagewright.yaml.",
  },
  {
    class: "invalid-principal",
    // S3 says the first, KMS the second.
    pattern: /Invalid principal in policy|invalid principals/,
    message: () => "AWS does not know an account or role that a policy names.",
    hint: "See that each AwsAccountId of the item is an account that exists: one that was closed or mistyped is refused so.",
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

/** What helps depends on which policy refused. */
function remedyOf(why = ""): string {
  if (why.includes("service control policy") || why.includes("resource control policy"))
    return "A policy of the organization forbids it, whatever the role's own says: who keeps the organization must allow it.";
  if (why.includes("permissions boundary"))
    return "The role's permissions boundary does not allow it: widen the boundary, or set another in stagewright.yaml.";
  if (why.includes("session policy"))
    return "The session's policy does not allow it: start the session with a wider one.";
  if (why.includes("resource-based policy"))
    return "The policy of the resource itself refuses it: change that policy.";
  return "Allow that action in the role's policy, and look for a permissions boundary or an organization's policy that forbids it.";
}
