import type { Policy, Statement } from "../iam/index.js";
import {
  type Action,
  deployGrants,
  notifyApprovers,
  type RoleInAccount,
  runProjects,
  sourceGrants,
  targetRoles,
} from "../kinds/index.js";
import {
  deployProjectsOf,
  type Grant,
  grantsOf,
  type Pipeline,
  policyReport,
  reportContext,
  type TargetEnvironment,
} from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { stackAddresses } from "./addresses.js";
import type { PreviewRole, RunsAs } from "./preview.js";

/** The pipeline's own roles and resources, then those that it uses in the accounts that it deploys to, each once. */
export function previewRoles(pipeline: Pipeline, settings: Settings): PreviewRole[] {
  const { roles } = stackAddresses(pipeline);
  const own = policyReport(pipeline, settings).holders.map(({ job, name, takenBy, grants }): PreviewRole => {
    const address = roles.get(name);
    return { id: job, job, name, grants, ...(takenBy && { takenBy }), ...(address && { address }) };
  });
  const accounts = [...new Set(pipeline.environments.map(({ accountId }) => accountId))];
  const used = usedElsewhere(pipeline);
  const elsewhere = accounts.flatMap((account) => rolesIn(account, pipeline, settings));
  return [...own, ...elsewhere.filter(({ id }) => used.has(id))];
}

/** Ids of the roles of other accounts that actions take, pass on, or run tests with. */
function usedElsewhere(pipeline: Pipeline): ReadonlySet<string> {
  const taken = pipeline.stages.flatMap(({ actions }) =>
    actions.flatMap((action) => handedTo(action, undefined, pipeline)),
  );
  const tested = pipeline.environments.filter(({ tests }) => tests.length > 0);
  return new Set([...taken, ...tested.map(({ testRole }) => idOf(testRole))]);
}

/** All that stagewright makes in an account. */
function rolesIn(account: string, pipeline: Pipeline, settings: Settings): PreviewRole[] {
  const { partition, region, account: centralAccount } = reportContext(pipeline, settings);
  const { childAccount, table, state, namePrefix } = settings;
  const repositories = childAccount.accounts[account]?.repositories ?? childAccount.repositories;
  const kept = { table, stateBucket: state.bucket, lockTable: state.lockTable };
  const site = { partition, region, account, centralAccount, namePrefix, repositories, ...kept };
  return targetRoles(site, settings).map(({ kind, name, trust, policy }) => ({
    id: idOf({ accountId: account, name }),
    job: kind,
    name,
    account,
    takenBy: grantsOf(asWritten(trust))[0],
    grants: grantsOf(asWritten(policy)),
  }));
}

/** Statements of the settings say one action as a text, or none. */
function asWritten({ Statement }: Policy<object>): Pick<Policy, "Statement"> {
  const texts = (value: unknown) => [value ?? []].flat(2).map(String);
  const lists = Statement.map((statement): Statement => {
    const { Action, Resource, ...rest }: Partial<Record<"Action" | "Resource", unknown>> = statement;
    return { Sid: "", Effect: "Allow", ...rest, Action: texts(Action), Resource: texts(Resource) };
  });
  return { Statement: lists };
}

function idOf({ accountId, name }: RoleInAccount): string {
  return `${accountId} ${name}`;
}

/** The roles that an action works with: the pipeline's for what it starts, then those that this hands over to. */
export function runsAs(
  action: Action,
  environment: TargetEnvironment | undefined,
  pipeline: Pipeline,
  roles: readonly PreviewRole[],
  settings: Settings,
): RunsAs[] {
  const handed = handedTo(action, environment, pipeline)
    .map((name) => roles.find(({ id, name: own, account }) => id === name || (!account && own === name)))
    .flatMap((role) => (role ? [{ role: role.id }] : []));
  const grants = grantsOf({ Statement: neededBy(action, environment, pipeline, settings) });
  return [{ role: "pipeline", grants: withResources(grants) }, ...handed];
}

function withResources(grants: readonly Grant[]): Grant[] {
  return grants.filter(({ resources }) => resources.length > 0);
}

/** Names of roles of the pipeline, and ids of those in other accounts. */
function handedTo(
  { project, role, configuration }: Action,
  environment: TargetEnvironment | undefined,
  { build, roles }: Pipeline,
): string[] {
  if (build && project === build.name) return [roles.build];
  const own = environment && deployProjectsOf(environment).find(({ name }) => name === project);
  if (own) return [own.role];
  const test = environment?.tests.find(({ name }) => name === project);
  if (test) return [test.role];
  const passed = Object.values(configuration).flatMap((value) =>
    typeof value === "object" && value.globalIn && value.resource.startsWith("role/")
      ? [{ accountId: value.globalIn, name: value.resource.slice("role/".length) }]
      : [],
  );
  return [...(role ? [role] : []), ...passed].map(idOf);
}

/** What the pipeline's role is granted for this action, by the same functions as its policy. */
function neededBy(
  { category, project, name }: Action,
  environment: TargetEnvironment | undefined,
  pipeline: Pipeline,
  settings: Settings,
): Statement[] {
  const context = reportContext(pipeline, settings);
  if (project !== undefined) return [runProjects([project], context)];
  if (category === "Source") {
    const test = environment?.tests.find(({ sourceAction }) => sourceAction === name);
    return sourceGrants(
      [test?.source ?? pipeline.sources[0]].flatMap((source) => source ?? []),
      context,
    );
  }
  if (!environment) return [];
  if (category === "Approval")
    return environment.approval ? [notifyApprovers([environment.approval], context)] : [];
  return deployGrants([environment.deployment], context);
}
