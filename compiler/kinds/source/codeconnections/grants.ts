import { allow, parseArn, type Statement, unique } from "../../../iam/index.js";
import type { ConnectionSource } from "./index.js";

/**
 * A connection may be used for the repositories and branches that the item names, and for no others. A statement
 * holds repositories that share their branches, so that no branch of one is readable in another.
 */
export function useConnections(sources: readonly ConnectionSource[]): Statement[] {
  return groupsOf(sources).map(({ connection, repositories, branches }, index) => {
    const service = parseArn(connection)?.service;
    return allow(`UseConnection${index + 1}`, [`${service}:UseConnection`], [connection], {
      StringEquals: { [`${service}:FullRepositoryId`]: repositories },
      // Not every call on a repository is about a branch; those that are bear the key.
      StringLikeIfExists: { [`${service}:BranchName`]: branches },
    });
  });
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
