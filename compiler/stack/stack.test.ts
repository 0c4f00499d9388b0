import { describe, expect, it } from "vitest";
import { at, keysIn, listAt, membersAt, textAt, tryAt } from "../../testing/expect/json.js";
import { compile } from "../../testing/items/compile.js";
import { environment, item, itemWith, itemWithTest, test } from "../../testing/items/items.js";
import { checkSettings, type Settings } from "../settings/index.js";

function settingsWith(written: object): Settings {
  const { settings, problems } = checkSettings(written);
  return settings ?? expect.fail(JSON.stringify(problems));
}

const connection = {
  Type: "CodeConnections",
  ConnectionArn:
    "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-1234567890ab",
};

describe("the backend", () => {
  const backendWith = (lock: string) =>
    at(compile(item(), settingsWith({ state: { lock, lockTable: "locks" } })), "terraform", "backend", "s3");

  it.each([
    { lock: "dynamodb", table: "locks", lockfile: undefined },
    { lock: "s3", table: undefined, lockfile: true },
    { lock: "both", table: "locks", lockfile: true },
  ])("locks by $lock", ({ lock, table, lockfile }) => {
    expect(tryAt(backendWith(lock), "dynamodb_table")).toBe(table);
    expect(tryAt(backendWith(lock), "use_lockfile")).toBe(lockfile);
  });

  it("encrypts the state, with the installation's key where there is one", () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d";
    const backend = at(compile(item(), settingsWith({ state: { kmsKeyArn } })), "terraform", "backend", "s3");
    expect(backend).toMatchObject({ encrypt: true, kms_key_id: kmsKeyArn });
    expect(keysIn(backendWith("s3"))).not.toContain("kms_key_id");
  });
});

describe("the provider", () => {
  it("takes no other account than the central one", () => {
    const stack = compile(item(), settingsWith({ centralAccount: "111111111111" }));
    expect(at(stack, "provider", "aws", 0, "allowed_account_ids")).toEqual(["111111111111"]);
    expect(keysIn(compile(item()))).not.toContain("allowed_account_ids");
  });

  it("tags everything with the pipeline, its stack, and the tags of the installation", () => {
    const stack = compile(
      item({ Tags: { team: "checkout" } }),
      settingsWith({ tags: { owner: "platform" } }),
    );
    expect(at(stack, "provider", "aws", 0, "default_tags", 0, "tags")).toEqual({
      owner: "platform",
      "stagewright:pipeline": "webshop-main--2czbumyghz",
      "stagewright:repository": "webshop",
      "stagewright:stack": "stagewright-webshop-main--2czbumyghz",
    });
  });

  it("is asked for in the installation's range", () => {
    expect(at(compile(item()), "terraform", "required_providers", "aws", "version")).toBe(
      ">= 5.100.0, < 7.0.0",
    );
    const stack = compile(item(), settingsWith({ provider: { version: "~> 6.0" } }));
    expect(at(stack, "terraform", "required_providers", "aws", "version")).toBe("~> 6.0");
  });
});

describe("the artifact bucket", () => {
  const bucketOf = (written: object, type: string) => tryAt(compile(written), "resource", type, "artifacts");

  it("lets artifacts expire after the days given, and keeps them with 0", () => {
    const lifecycle = "aws_s3_bucket_lifecycle_configuration";
    expect(bucketOf(item({ ArtifactRetentionDays: 14 }), lifecycle)).toMatchObject({
      rule: [
        {
          filter: [{ prefix: "stagewright-webshop-" }],
          expiration: [{ days: 14 }],
          noncurrent_version_expiration: [{ noncurrent_days: 14 }],
        },
        { filter: [{ prefix: "" }], abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] },
      ],
    });
    expect(bucketOf(item({ ArtifactRetentionDays: 0 }), lifecycle)).toBeUndefined();
  });

  it("keeps what builds upload: only CodePipeline's own folder expires", () => {
    const rules = listAt(
      compile(item()),
      "resource",
      "aws_s3_bucket_lifecycle_configuration",
      "artifacts",
      "rule",
    );
    const expiring = rules.filter((rule) => tryAt(rule, "expiration") !== undefined);
    const prefixes = expiring.map((rule) => textAt(rule, "filter", 0, "prefix"));
    expect(prefixes).toEqual(["stagewright-webshop-"]);
    // What CodePipeline writes begins so, whether it cuts the pipeline's name or not; what `package` uploads does not.
    expect("stagewright-webshop-main--2czbumyghz/BuildOutpu/aB3dE7x".startsWith(`${prefixes[0]}`)).toBe(true);
    expect("0cc175b9c0f1b6a831c399e269772661".startsWith(`${prefixes[0]}`)).toBe(false);
  });

  it("is versioned, encrypted with a key that rotates, and closed to the public", () => {
    expect(bucketOf(item(), "aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(bucketOf(item(), "aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } }],
    });
    expect(bucketOf(item(), "aws_kms_key")).toMatchObject({ enable_key_rotation: true });
    expect(bucketOf(item(), "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("goes with what it holds, unless the installation says no", () => {
    const kept = settingsWith({ artifacts: { forceDestroy: false } });
    expect(bucketOf(item(), "aws_s3_bucket")).toMatchObject({ force_destroy: true });
    expect(at(compile(item(), kept), "resource", "aws_s3_bucket", "artifacts", "force_destroy")).toBe(false);
  });
});

describe("the trigger", () => {
  const patternOf = (written: object) => {
    const pattern = tryAt(
      compile(written),
      "resource",
      "aws_cloudwatch_event_rule",
      "source",
      "event_pattern",
    );
    return pattern && JSON.parse(String(pattern));
  };

  it("is a change of the branch in CodeCommit", () => {
    expect(patternOf(item({ RepoTag: "release/1" }))).toMatchObject({
      source: ["aws.codecommit"],
      detail: { referenceType: ["branch"], referenceName: ["release/1"] },
    });
  });

  it("is a new object in S3", () => {
    expect(patternOf(item({ Source: { Type: "S3", Bucket: "acme", Key: "a/b.zip" } }))).toMatchObject({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: ["acme"] }, object: { key: ["a/b.zip"] } },
    });
  });

  it("is the connection itself where there is one: no rule", () => {
    const stack = compile(item({ RepoName: "acme/webshop", Source: connection }));
    expect(tryAt(stack, "resource", "aws_cloudwatch_event_rule")).toBeUndefined();
    expect(membersAt(stack, "resource", "aws_iam_role").map(([name]) => name)).toEqual(["build", "pipeline"]);
  });
});

describe("roles", () => {
  it("are all bounded by the installation's boundary", () => {
    const permissionsBoundary = "arn:aws:iam::111111111111:policy/boundary";
    const stack = compile(itemWithTest(), settingsWith({ permissionsBoundary }));
    const boundaries = membersAt(stack, "resource", "aws_iam_role").map(([, role]) =>
      tryAt(role, "permissions_boundary"),
    );
    expect(boundaries).toEqual(Array(2).fill(permissionsBoundary));
    const tests = membersAt(stack, "module", "prod", "tests_roles").map(([, role]) =>
      tryAt(role, "permissions_boundary"),
    );
    expect(tests).toEqual([permissionsBoundary]);
  });
});

describe("an environment", () => {
  it("is one call of the module, and one test more touches no other", () => {
    const stackWith = (...tests: string[]) =>
      compile(
        itemWith({
          Beta: environment({ Tests: { Smoke: test() } }),
          Prod: environment({ Tests: Object.fromEntries(tests.map((name) => [name, test()])) }),
        }),
      );
    const [before, after] = [stackWith("Smoke"), stackWith("Load", "Smoke")];
    expect(at(after, "module", "beta")).toEqual(at(before, "module", "beta"));
    expect(at(after, "module", "prod", "tests", "smoke")).toEqual(
      at(before, "module", "prod", "tests", "smoke"),
    );
    expect(membersAt(after, "module", "prod", "tests").map(([name]) => name)).toEqual(["load", "smoke"]);
  });

  it("that is not deployed has no module, no stage and no tests", () => {
    const stack = compile(itemWith({ Prod: environment({ Deploy: false, Tests: { Smoke: test() } }) }));
    expect(membersAt(stack, "module").map(([name]) => name)).toEqual(["build_project"]);
    expect(JSON.stringify(stack)).not.toMatch(/smoke/i);
  });

  it("whose approval goes to a topic that exists makes none", () => {
    const topic = "arn:aws:sns:us-east-1:111111111111:release-approvals";
    const stack = compile(itemWith({ Prod: environment({ ManualApproval: topic }) }));
    expect(tryAt(stack, "module", "prod", "approval") ?? null).toBeNull();
  });
});
