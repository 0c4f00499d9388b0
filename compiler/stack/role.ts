import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { TerraformStack } from "cdktf";
import type { Policy } from "../iam/index.js";
import type { StackContext } from "./stack-context.js";

export interface Role {
  /** `${aws_iam_role.<id>.arn}`. */
  readonly arn: string;
  /** The address of what stands when the role may do its job. */
  readonly ready: string;
}

export interface RoleProps {
  /** The role's Terraform identifier. */
  readonly id: string;
  readonly name: string;
  /** Who may take it. */
  readonly trust: Policy;
  readonly policy: Policy;
  /** ARN of its permissions boundary, if it has one. */
  readonly boundary?: string | undefined;
}

/** A role for one job, with the one policy that says all it may do. */
export function addRole(stack: TerraformStack, { id, name, trust, policy, boundary }: RoleProps): Role {
  new IamRole(stack, `${id}-role`, {
    name,
    assumeRolePolicy: JSON.stringify(trust),
    ...(boundary && { permissionsBoundary: boundary }),
  }).overrideLogicalId(id);
  new IamRolePolicy(stack, `${id}-role-policy`, {
    name: id,
    role: `\${aws_iam_role.${id}.id}`,
    policy: JSON.stringify(policy),
  }).overrideLogicalId(id);
  return { arn: `\${aws_iam_role.${id}.arn}`, ready: `aws_iam_role_policy.${id}` };
}

/** A role of the pipeline; within the boundary, if the installation has one. */
export function addPipelineRole(
  stack: TerraformStack,
  role: Omit<RoleProps, "boundary">,
  { boundary }: StackContext,
): Role {
  return addRole(stack, { ...role, boundary });
}
