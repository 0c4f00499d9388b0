import type { Policy } from "../../compiler/iam/index.js";
import {
  deployProjectsOf,
  type Pipeline,
  type TargetEnvironment,
  type TestsRole,
  testsRolesOf,
} from "../../compiler/pipeline/index.js";
import { at, type Json, membersAt, textAt } from "../../testing/expect/json.js";
import { compile, modelOf } from "../../testing/items/compile.js";
import { policiesIn, resolveStack } from "../../testing/stack/resolve-stack.js";
import { central, settings } from "./subject.js";

/** A role as AWS holds it. */
export interface HeldRole {
  /** What it is for: `pipeline`, `build`, `tests of Prod`. */
  readonly job: string;
  readonly arn: string;
  readonly policy: Policy;
  readonly tags: Readonly<Record<string, string>>;
}

/** A pipeline as AWS holds it: its model, its roles, and the policies of its bucket and key. */
export interface Held {
  readonly pipeline: Pipeline;
  readonly roles: readonly HeldRole[];
  readonly bucketArn: string;
  readonly bucketPolicy: Policy;
  readonly keyArn: string;
  readonly keyPolicy: Policy;
}

/** As the report calls it: with the names of the tests where an environment has several roles. */
export function testsJob(environment: TargetEnvironment, { tests }: TestsRole): string {
  const names = testsRolesOf(environment).length > 1 ? `: ${tests.map(({ test }) => test).join(", ")}` : "";
  return `tests of ${environment.name}${names}`;
}

/** Compiles an item and resolves its references as an apply would. `key` tells one pipeline's key from another's. */
export function holdItem(written: unknown, key = "0", using = settings): Held {
  const pipeline = modelOf(written, using);
  const keyId = (text: string) => text.replaceAll("key/00000000", `key/${key}0000000`);
  const stack: Json = JSON.parse(keyId(JSON.stringify(resolveStack(compile(written, using)))));
  const policies = JSON.parse(keyId(JSON.stringify(policiesIn(stack)))) as Record<string, Policy>;
  const policyAt = (place: string): Policy => policies[place] ?? { Version: "2012-10-17", Statement: [] };
  const tags = at(stack, "provider", "aws", 0, "default_tags", 0, "tags") as Record<string, string>;
  const roleOf = (job: string, name: string, policy: Policy): HeldRole => ({
    job,
    arn: `arn:aws:iam::${central}:role/${name}`,
    policy,
    tags,
  });
  return {
    pipeline,
    roles: [
      ...membersAt(stack, "resource", "aws_iam_role").map(([id, role]) =>
        roleOf(id, textAt(role, "name"), policyAt(`aws_iam_role_policy.${id}`)),
      ),
      ...pipeline.environments.flatMap((environment) =>
        deployProjectsOf(environment).map(({ step, role }) =>
          roleOf(
            `${step} of ${environment.name}`,
            role,
            policyAt(`module.${environment.identifier}.${role}`),
          ),
        ),
      ),
      ...pipeline.environments
        .flatMap((environment) => testsRolesOf(environment).map((role) => ({ environment, role })))
        .map(({ environment, role }) =>
          roleOf(
            testsJob(environment, role),
            role.name,
            policyAt(`module.${environment.identifier}.${role.name}`),
          ),
        ),
    ],
    bucketArn: `arn:aws:s3:::${pipeline.name}-${central}`,
    bucketPolicy: policyAt("aws_s3_bucket_policy.artifacts"),
    keyArn: keyId(`arn:aws:kms:us-east-1:${central}:key/00000000-0000-0000-0000-000000000000`),
    keyPolicy: policyAt("aws_kms_key.artifacts"),
  };
}
