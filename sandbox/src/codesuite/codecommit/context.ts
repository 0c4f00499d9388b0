import { join } from "node:path";
import type { CodeSuiteContext, Place } from "../core/index.js";
import { BareRepository, type Making, ObjectReaders } from "./git/index.js";
import type { RepositoryRecord } from "./repository.js";

/** What CodeCommit works with: the suite, and the git repositories that hold what is committed. */
export interface CodeCommitContext extends CodeSuiteContext {
  /** @param repository its id names the folder, so that no name that somebody chose does. */
  gitOf(place: Place, repository: RepositoryRecord): BareRepository;
  close(): Promise<void>;
}

export function withRepositories(context: CodeSuiteContext): CodeCommitContext {
  const readers = new ObjectReaders();
  const making: Making = new Map();
  return {
    ...context,
    gitOf({ accountId, region }, { id }) {
      const folder = context.store.folder({ accountId, region, service: "codecommit", table: "git" });
      return new BareRepository(join(folder, `${id}.git`), readers, making);
    },
    close: () => readers.close(),
  };
}
