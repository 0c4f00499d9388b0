import { AwsError, type CodeSuiteContext, type Connections } from "../core/index.js";
import { fetchCommit } from "./local-git.js";
import { getConnection, parseOwn, statusOf } from "./records.js";

/** The repositories of the hosts: `owner/name` → a git repository on this machine that stands for it. */
export type HostedRepositories = Readonly<Record<string, string>>;

/** What the other services may ask. */
export function connectionsPort(
  context: Pick<CodeSuiteContext, "store">,
  repositories: HostedRepositories = {},
): Connections {
  return {
    find(arn) {
      const connection = getConnection(context, parseOwn(arn), arn);
      return { providerType: connection.providerType, status: statusOf(connection) };
    },
    async fetch(repository, wanted) {
      const folder = Object.hasOwn(repositories, repository) ? repositories[repository] : undefined;
      if (folder !== undefined) return fetchCommit(folder, wanted);
      throw new AwsError(
        "RepositoryDoesNotExistException",
        `No git repository on this machine stands for ${repository}. Name one when the sandbox starts: --repository ${repository}=FOLDER`,
      );
    },
  };
}
