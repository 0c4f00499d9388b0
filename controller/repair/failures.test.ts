import { describe, expect, it } from "vitest";
import { RunFailed, type RunResult } from "../../toolchain/index.js";
import { KnownFailure } from "../records/index.js";
import { explainFailure } from "./failures.js";

function failed(stdout: string, more: Partial<RunResult> = {}): RunFailed {
  const result = { command: "cdktf", args: ["deploy"], exitCode: 1, signal: undefined, durationMs: 1_000 };
  return new RunFailed({ ...result, timedOut: false, cancelled: false, stdout, stderr: "", ...more });
}

/** A chunk of output as cdktf 0.21 passes it on with `--no-color`. */
function chunk(first: string, ...rest: readonly string[]): string {
  const stack = "stagewright-webshop-main--2czbumyghz  ";
  return [stack + first, ...rest.map((line) => line && " ".repeat(stack.length) + line)].join("\n");
}

/** What Terraform 1.11 and its AWS provider 5.100 print, as cdktf passes it on. */
const messages: readonly [string, string, string][] = [
  [
    "lock-held",
    `app  ╷
     │ Error: Error acquiring the state lock
     │ 
     │ Error message: operation error DynamoDB: PutItem, https response error
     │ StatusCode: 400, RequestID: X, ConditionalCheckFailedException: The
     │ conditional request failed
     │ Lock Info:
     │   ID:        5a4c7f4e-0a50-9ad4-2b34-ad0ba22c4b1c
     │   Path:      state/pipelines/a--b/terraform.tfstate
     │   Operation: OperationTypeApply
     │   Who:       root@build-17
     ╵`,
    "Terraform's lock on the state is held by root@build-17.",
  ],
  [
    "state-checksum",
    `│ Error: Error loading state: 
│     state data in S3 does not have the expected content.
│ 
│     The checksum calculated for the state stored in S3 does not match the
│     checksum stored in DynamoDB.`,
    "The state in S3 does not fit the digest in the lock table.",
  ],
  [
    "access-denied",
    `│ Error: creating CodePipeline Pipeline (webshop): operation error CodePipeline: CreatePipeline, https response error StatusCode: 400, RequestID: X, api error AccessDeniedException: User:
│ arn:aws:sts::111111111111:assumed-role/reconciler/AWSCodeBuild-1 is not
│ authorized to perform: codepipeline:CreatePipeline on resource:
│ arn:aws:codepipeline:eu-west-1:111111111111:webshop because no identity-based policy allows the codepipeline:CreatePipeline action`,
    "arn:aws:sts::111111111111:assumed-role/reconciler/AWSCodeBuild-1 may not do codepipeline:CreatePipeline on arn:aws:codepipeline:eu-west-1:111111111111:webshop, because no identity-based policy allows the codepipeline:CreatePipeline action.\nTerraform was creating CodePipeline Pipeline (webshop).",
  ],
  [
    "access-denied",
    "Error: reading S3 Bucket: operation error S3: HeadBucket, https response error StatusCode: 403, RequestID: X, api error Forbidden: Forbidden",
    "S3 denied HeadBucket, for which s3:ListBucket is needed; of such calls it says no more.",
  ],
  [
    "access-denied",
    "Error: error loading state: Unable to access object: operation error S3: HeadObject, https response error StatusCode: 403, RequestID: X, api error Forbidden: Forbidden",
    "S3 denied HeadObject, for which s3:GetObject is needed; of such calls it says no more.",
  ],
  [
    "access-denied",
    "Error: operation error KMS: DescribeKey, https response error StatusCode: 400, RequestID: X, AccessDeniedException",
    "AWS denied access, without saying to what.",
  ],
  ["credentials", "Error: No valid credential sources found", "There are no AWS credentials."],
  [
    "wrong-account",
    "Error: AWS account ID not allowed: 222222222222",
    "The credentials belong to account 222222222222, not to the one of this installation.",
  ],
  [
    "throttled",
    "Error: reading IAM Role (x): operation error IAM: GetRole, exceeded maximum number of attempts, 25, https response error StatusCode: 400, RequestID: X, api error Throttling: Rate exceeded",
    "AWS asked for fewer requests, and kept asking.\nTerraform was reading IAM Role (x).",
  ],
  [
    "bucket-not-empty",
    "Error: deleting S3 Bucket (artifacts): operation error S3: DeleteBucket, https response error StatusCode: 409, RequestID: X, api error BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    "A bucket that is to be deleted still holds objects.\nTerraform was deleting S3 Bucket (artifacts).",
  ],
  [
    "quota-reached",
    "Error: creating IAM Role (x): operation error IAM: CreateRole, https response error StatusCode: 409, RequestID: X, LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000",
    "A quota of the account is reached.\nTerraform was creating IAM Role (x).",
  ],
  [
    "name-taken",
    "Error: creating IAM Role (x): operation error IAM: CreateRole, https response error StatusCode: 409, RequestID: X, EntityAlreadyExists: Role with name x already exists.",
    "Something with the same name exists already, and Terraform did not make it.\nTerraform was creating IAM Role (x).",
  ],
  [
    "name-taken",
    "Error: creating S3 Bucket (artifacts): BucketAlreadyExists",
    "A bucket of this name exists already, in this account or in another.\nTerraform was creating S3 Bucket (artifacts).",
  ],
  [
    "provider-missing",
    "Error: Failed to query available provider packages\n\nCould not retrieve the list of available versions for provider hashicorp/aws: could not connect to registry.terraform.io",
    "Terraform could not get its AWS provider.",
  ],
  [
    "network",
    "Error: configuring Terraform AWS Provider: dial tcp: lookup sts.eu-west-1.amazonaws.com: no such host",
    "A service of AWS could not be reached.",
  ],
  ["unknown", "│ Error: Invalid value for variable\n│ \n│   on main.tf line 3", "Invalid value for variable"],
];

describe("explainFailure", () => {
  it.each(messages)("knows %s in Terraform's own words", (kind, stdout, message) => {
    const failure = explainFailure(failed(stdout));
    expect(failure).toMatchObject({ class: kind, message });
    expect(failure.hint).not.toBe("");
  });

  it("finds Terraform's words behind the stack's name, which cdktf puts before a chunk's first line", () => {
    const { class: kind, message } = explainFailure(
      failed(
        chunk(
          "Error: creating CodeBuild Project (curated-build): operation error CodeBuild: CreateProject, https response error StatusCode: 400, RequestID: 0a1b, InvalidInputException: AWS CodeBuild curated image aws/codebuild/windows-base:2019-3.0 is not supported for projects with environment type LINUX_CONTAINER",
          "",
          "  with aws_codebuild_project.build,",
          "  on cdk.tf.json line 91, in resource.aws_codebuild_project.build:",
          "  91:       }",
          "",
        ),
      ),
    );
    expect({ kind, message }).toEqual({
      kind: "unknown",
      message:
        "creating CodeBuild Project (curated-build): operation error CodeBuild: CreateProject, InvalidInputException: AWS CodeBuild curated image aws/codebuild/windows-base:2019-3.0 is not supported for projects with environment type LINUX_CONTAINER (aws_codebuild_project.build)",
    });
  });

  it("says which bucket's name is taken, and where that bucket stands in the configuration", () => {
    const { class: kind, message } = explainFailure(
      failed(
        chunk(
          "Error: creating S3 Bucket (webshop-artifacts): operation error S3: CreateBucket, https response error StatusCode: 409, RequestID: 0a1b, HostID: 2c, BucketAlreadyExists: ",
          "",
          "  with aws_s3_bucket.artifacts,",
          "  on cdk.tf.json line 55, in resource.aws_s3_bucket.artifacts:",
          "  55:       }",
          "",
        ),
      ),
    );
    expect(kind).toBe("name-taken");
    expect(message).toBe(
      "A bucket of this name exists already, in this account or in another.\nTerraform was creating S3 Bucket (webshop-artifacts), aws_s3_bucket.artifacts.",
    );
  });

  it.each([
    ["with an explicit deny in a service control policy", /who keeps the organization/],
    ["because no permissions boundary allows the kms:TagResource action", /widen the boundary/],
    ["with an explicit deny in a resource-based policy", /policy of the resource/],
    ["because no identity-based policy allows the kms:TagResource action", /Allow that action in the role/],
  ])("keeps the reason that AWS gives for a denial: %s", (why, remedy) => {
    const denied = `Error: creating KMS Key: operation error KMS: CreateKey, https response error StatusCode: 400, RequestID: 0a1b, api error AccessDeniedException: User: arn:aws:sts::111111111111:assumed-role/reconciler/build is not authorized to perform: kms:TagResource ${why}`;
    const { class: kind, message, hint } = explainFailure(failed(chunk(denied)));
    expect({ kind, message }).toEqual({
      kind: "access-denied",
      message: `arn:aws:sts::111111111111:assumed-role/reconciler/build may not do kms:TagResource, ${why}.`,
    });
    expect(hint).toMatch(remedy);
  });

  it.each([
    ["OptInRequired: You are not subscribed to this service", "The region is not enabled in this account."],
    [
      "IllegalLocationConstraintException: The me-south-1 location constraint is incompatible for the region specific endpoint",
      "The region me-south-1 is not enabled in this account.",
    ],
  ])("says that a region is not enabled: %s", (said, message) => {
    expect(explainFailure(new Error(said))).toMatchObject({ class: "region-not-enabled", message });
  });

  it("tells every error of which it knows no class, up to three", () => {
    const errors = ["one", "two", "three", "four"].flatMap((name) => [`Error: ${name} is wrong`, ""]);
    const { message, hint } = explainFailure(failed(chunk("", ...errors)));
    expect(message).toBe("one is wrong\ntwo is wrong\nthree is wrong");
    expect(hint).toContain("1 more");
  });

  it("does not take what a resource prints for the reason", () => {
    const output = `${chunk("aws_iam_role.a (local-exec): role already exists")}\n${chunk("Error: Invalid index", "")}`;
    expect(explainFailure(failed(output))).toMatchObject({ class: "unknown", message: "Invalid index" });
  });

  it.each([
    [
      "CredentialsProviderError",
      "Could not load credentials from any providers",
      /There are no/,
      /aws sso login/,
    ],
    ["ExpiredTokenException", "The security token included in the request is expired", /expired/, /Renew/],
    [
      "UnrecognizedClientException",
      "The security token included in the request is invalid",
      /does not know/,
      /get-caller-identity/,
    ],
  ])("says what to do about credentials: %s", (name, text, message, hint) => {
    const failure = explainFailure(Object.assign(new Error(text), { name }));
    expect(failure.class).toBe("credentials");
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
  });

  it("knows errors of the SDK by their names", () => {
    const error = Object.assign(new Error("Requested too much"), { name: "ThrottlingException" });
    expect(explainFailure(error).class).toBe("throttled");
  });

  it("tells a time-out and a cancelled run from what they were saying", () => {
    expect(explainFailure(failed("Rate exceeded", { timedOut: true })).class).toBe("timed-out");
    expect(explainFailure(failed("Rate exceeded", { cancelled: true })).class).toBe("cancelled");
  });

  it("leaves to our own errors the class that they have", () => {
    const failure = { class: "state-not-empty", message: "The bucket already exists.", hint: "Look." };
    expect(explainFailure(new KnownFailure(failure))).toEqual(failure);
  });

  it("has a sentence for what is no error at all", () => {
    expect(explainFailure("boom")).toMatchObject({ class: "unknown", message: "boom" });
  });
});
