export { centralTargetWarning } from "./central-target.js";
export { deploysTerraform, terraformRunner, terraformTools } from "./deploy/terraform/index.js";

import { type ArnContext, type Statement, unique } from "../iam/index.js";
import type { Settings } from "../settings/index.js";
import { approvalCeiling } from "./approval/index.js";
import { cloudFormation } from "./deploy/cloudformation/index.js";
import { s3Site } from "./deploy/s3/index.js";
import { terraform } from "./deploy/terraform/index.js";
import { jobCeiling, testTargetRoles } from "./job/index.js";
import type { Ceiling, DeployKind, SourceKind, TargetRole, TargetSite } from "./kind.js";
import { lentKeysCeiling } from "./lent-keys.js";
import { codeCommit } from "./source/codecommit/index.js";
import { codeConnections } from "./source/codeconnections/index.js";
import { s3 } from "./source/s3/index.js";
import { viewTargetRoles } from "./view-role.js";

/** Every kind of source. The first is that of a source which says no type. */
const sources = { CodeCommit: codeCommit, CodeConnections: codeConnections, S3: s3 } as const;

/** Every kind of deployment. The first is that of an environment which says no type. */
const deployments = { CloudFormation: cloudFormation, S3: s3Site, Terraform: terraform } as const;

export type Source = ReturnType<(typeof sources)[keyof typeof sources]["valid"]>;
/** How an environment is deployed. */
export type Deployment = ReturnType<(typeof deployments)[keyof typeof deployments]["valid"]>;
/** The same with every name that AWS knows. */
export type BoundDeployment = ReturnType<(typeof deployments)[keyof typeof deployments]["bind"]>;

export type AnySourceKind = SourceKind<Source>;
export type AnyDeployKind = DeployKind<object, Deployment, BoundDeployment>;

export const sourceKinds: readonly AnySourceKind[] = Object.keys(sources).map(sourceKind);
export const deployKinds: readonly AnyDeployKind[] = Object.keys(deployments).map(deployKind);

/** Of a source that says no type. */
export const defaultSourceType: string = codeCommit.type;
/** Of an environment that says no type of deployment. */
export const defaultDeployType: string = cloudFormation.type;

/** Throws for a type that no kind has. */
export function sourceKind(type: string): AnySourceKind {
  return kindOf(sources, type);
}

/** Throws for a type that no kind has. */
export function deployKind(type: string): AnyDeployKind {
  return kindOf(deployments, type);
}

function kindOf<Kind>(kinds: Readonly<Record<string, unknown>>, type: string): Kind {
  if (!Object.hasOwn(kinds, type)) throw new Error(`No kind is called ${type}.`);
  // TypeScript cannot know that the kind found by a thing's type takes that thing.
  return kinds[type] as Kind;
}

/** What the pipeline's role needs for its sources. */
export function sourceGrants(all: readonly Source[], context: ArnContext): Statement[] {
  return sourceKinds.flatMap((kind) =>
    kind.grants(
      all.filter(({ type }) => type === kind.type),
      context,
    ),
  );
}

/** The connections that sources are read through, each once. */
export function connectionsOf(all: readonly Source[]): string[] {
  return unique(all.flatMap((source) => sourceKind(source.type).connection?.(source) ?? []));
}

/** What the pipeline's role needs for its deployments. */
export function deployGrants(all: readonly BoundDeployment[], context: ArnContext): Statement[] {
  return deployKinds.flatMap((kind) =>
    kind.grants(
      all.filter(({ type }) => type === kind.type),
      context,
    ),
  );
}

/** The kinds' parts of the permissions boundary. */
export const ceilings: readonly Ceiling[] = [
  ...sourceKinds.map(({ ceiling }) => ceiling),
  jobCeiling,
  approvalCeiling,
  lentKeysCeiling,
  ...deployKinds.map(({ ceiling }) => ceiling),
];

/** The names of every role that any kind makes in a target account, as patterns of IAM. */
export function targetRolePatterns(settings: Settings): string[] {
  const kinds = deployKinds.flatMap((kind) => kind.rolePatterns(settings));
  const { testRole, viewRole, viewers } = settings.childAccount;
  return unique([...kinds, testRole, ...(viewers.length > 0 ? [viewRole] : [])]);
}

/** Every role that a target account needs. What all renderings are measured by. */
export function targetRoles(site: Omit<TargetSite, "ownRoles">, settings: Settings): TargetRole[] {
  const all = { ...site, ownRoles: targetRolePatterns(settings) };
  return [
    ...deployKinds.flatMap((kind) => kind.targetRoles(all, settings)),
    ...testTargetRoles(all, settings),
    ...viewTargetRoles(all, settings),
  ];
}

export {
  type Approval,
  approvalAction,
  approvalOf,
  type BoundApproval,
  checkApproval,
  checkApprovalLimits,
  notifyApprovers,
  type RawApproval,
} from "./approval/index.js";
export { byName, sorted } from "./by-name.js";
export { configurationIn } from "./configuration.js";
export { given } from "./given.js";
export * from "./job/index.js";
export { joinSchema } from "./join-schema.js";
export type * from "./kind.js";
export { checkLentKeys, useLentKeys } from "./lent-keys.js";
export { type ModuleStatements, moduleStatements } from "./module-statements.js";
export { schemaParts } from "./schema-parts.js";
export { policyOf } from "./target-account.js";
