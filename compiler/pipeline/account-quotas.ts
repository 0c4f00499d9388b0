import { deployProjectsOf } from "./deploy-projects.js";
import type { Pipeline } from "./pipeline.js";
import { testsRolesOf } from "./test-roles.js";

/** A quota of the central account that every pipeline takes a part of, with the value that AWS gives to a new account. */
export interface AccountQuota {
  /** The service, and what it counts. */
  readonly service: string;
  readonly counts: string;
  readonly scope: "account" | "region" | "event bus";
  readonly byDefault: number;
  /** How many of them the control plane takes, and how many a pipeline. */
  readonly own: number;
  readonly takes: (pipeline: Pipeline) => number;
}

/**
 * The quotas that installations meet first. AWS General Reference, "Endpoints and quotas" of each service; CodePipeline
 * user guide, "Quotas"; IAM user guide, "IAM and AWS STS quotas". Some regions allow 100 rules on an event bus.
 */
export const accountQuotas: readonly AccountQuota[] = [
  { service: "IAM", counts: "roles", scope: "account", byDefault: 1_000, own: 7, takes: rolesOf },
  {
    service: "EventBridge",
    counts: "rules",
    scope: "event bus",
    byDefault: 300,
    own: 3,
    takes: ({ trigger }) => (trigger ? 1 : 0),
  },
  { service: "CodePipeline", counts: "pipelines", scope: "region", byDefault: 1_000, own: 0, takes: () => 1 },
  { service: "CodeBuild", counts: "projects", scope: "region", byDefault: 5_000, own: 1, takes: projectsOf },
  {
    service: "Amazon S3",
    counts: "buckets",
    scope: "account",
    byDefault: 10_000,
    own: 1,
    takes: ({ artifactStores }) => artifactStores.length,
  },
  {
    service: "KMS",
    counts: "keys",
    scope: "region",
    byDefault: 100_000,
    own: 0,
    takes: ({ artifactStores }) => artifactStores.length,
  },
];

/** Of the pipeline, of its build, of the deployments, and of the tests. */
function rolesOf({ build, environments }: Pipeline): number {
  const own = build ? 2 : 1;
  return own + environments.flatMap((each) => [...deployProjectsOf(each), ...testsRolesOf(each)]).length;
}

function projectsOf({ build, environments }: Pipeline): number {
  const own = build ? 1 : 0;
  return own + environments.flatMap((each) => [...deployProjectsOf(each), ...each.tests]).length;
}

/** From this share on, people are told to ask for more before AWS refuses one. */
export function isNearlyUsedUp(taken: number, allowed: number): boolean {
  return taken >= 0.8 * allowed;
}

/** How much of a quota the installation takes: its control plane and all pipelines together. */
export interface QuotaUse {
  readonly quota: AccountQuota;
  readonly taken: number;
}

export function quotaUse(pipelines: readonly Pipeline[]): QuotaUse[] {
  return accountQuotas.map((quota) => ({
    quota,
    taken: pipelines.reduce((sum, pipeline) => sum + quota.takes(pipeline), quota.own),
  }));
}
