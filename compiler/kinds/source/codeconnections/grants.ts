import { allow, type Statement, unique } from "../../../iam/index.js";
import type { ConnectionSource } from "./index.js";

/** CodeConnections under its present name and its former one, which its ARNs, its actions and its keys bear. */
export const services = ["codeconnections", "codestar-connections"] as const;

/**
 * A connection may be used for the repositories and branches that the item names, and for no others. A statement
 * holds repositories that share their branches, so that no branch of one is readable in another.
 *
 * Either name of the service may stand in the action, the ARN and the keys of one call, and CodePipeline also asks
 * without a repository: its key comes "only when the connection is being used to access a specific repository"
 * (Developer Tools console user guide, "Permissions reference for AWS CodeConnections"). What a call names must be the
 * item's; what it leaves out refuses nothing.
 */
export function useConnections(sources: readonly ConnectionSource[]): Statement[] {
  return groupsOf(sources).map(({ connection, repositories, branches }, index) =>
    allow(`UseConnection${index + 1}`, underEachName("UseConnection"), formsOf(connection), {
      StringEqualsIfExists: keys("FullRepositoryId", repositories),
      StringLikeIfExists: keys("BranchName", branches),
    }),
  );
}

/** An action under both names of the service. */
export function underEachName(action: string): string[] {
  return services.map((service) => `${service}:${action}`);
}

/** A connection's ARN as it is written, and with the service's other name. */
function formsOf(connection: string): string[] {
  return services.map((service) => connection.replace(/^(arn:[^:]+:)[^:]+/, `$1${service}`));
}

function keys(name: string, values: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(services.map((service) => [`${service}:${name}`, values]));
}

interface Group {
  readonly connection: string;
  readonly repositories: readonly string[];
  readonly branches: readonly string[];
}

function groupsOf(sources: readonly ConnectionSource[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { connectionArn: connection, repository } of sources) {
    const branches = branchesOf(sources, connection, repository);
    const key = JSON.stringify([connection, branches]);
    const repositories = unique([...(groups.get(key)?.repositories ?? []), repository]);
    groups.set(key, { connection, repositories, branches });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function branchesOf(sources: readonly ConnectionSource[], connection: string, repository: string): string[] {
  return unique(
    sources
      .filter((source) => source.connectionArn === connection && source.repository === repository)
      .map(({ branch }) => literal(branch)),
  );
}

/**
 * A branch as a pattern that means itself. Git allows no `*` and no `?`, but `${`, which would start a variable of the
 * policy: one `?` stands for a sign before a brace, whatever that sign is.
 */
function literal(branch: string): string {
  return branch.replace(/[^A-Za-z0-9](?=\{)/g, "?");
}
