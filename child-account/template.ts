import type { Settings } from "../compiler/settings/index.js";
import { type ChildRole, childRoles } from "./child-account.js";
import { rolesVersion, rolesVersionTag } from "./roles-version.js";

/** The same roles as a CloudFormation template, for StackSets. Every account gets the same one. */
export function childAccountTemplate(settings: Settings): object {
  const roles = childRoles(
    {
      partition: "${AWS::Partition}",
      account: "${AWS::AccountId}",
      region: settings.region,
      centralAccount: settings.centralAccount ?? "",
      namePrefix: settings.namePrefix,
    },
    settings,
  );
  const tags = { ...settings.tags, [rolesVersionTag]: rolesVersion(settings) };
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "What pipelines of stagewright need in an account that they deploy to",
    Resources: Object.fromEntries(roles.map((role) => [logicalId(role), resourceOf(role, tags)])),
  };
}

/** Of one kind there may be a role for each repository: the hashes that end their names tell them apart. */
function logicalId({ kind, name }: ChildRole): string {
  const [, hash = ""] = /-([0-9a-f]{10})$/.exec(name) ?? [];
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Role${hash}`;
}

function resourceOf(role: ChildRole, tags: Settings["tags"]) {
  const { kind, name, description, trust, policy, managedPolicies, boundary } = role;
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: substituted(trust),
      Policies: [{ PolicyName: kind, PolicyDocument: substituted(policy) }],
      ...(managedPolicies && { ManagedPolicyArns: substituted(managedPolicies) }),
      ...(boundary && { PermissionsBoundary: substituted(boundary) }),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
  };
}

/** Texts that name the account are for CloudFormation to fill in; all others stay as they are. */
function substituted(value: unknown): unknown {
  if (typeof value === "string") return /\$\{AWS::\w+\}/.test(value) ? { "Fn::Sub": value } : value;
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituted(inner)]));
}
