import { visible } from "../../compiler/diagnostics/index.js";

/** Which pipeline: the key of its item in the config table, and of its record in the ledger. */
export interface PipelineKey {
  readonly repository: string;
  readonly branch: string;
}

/** Both tables have the key that the original's has. */
export interface KeyAttributes {
  readonly RepoName: string;
  readonly RepoTag: string;
}

export function keyAttributes({ repository, branch }: PipelineKey): KeyAttributes {
  return { RepoName: repository, RepoTag: branch };
}

/** In the ledger's table the rows that tell what pipelines do. No repository is called so: no name of one has a colon. */
export const activityPartition = ":activity";

/** In the config table the rows that say whose change is not to wait for what runs. */
export const hastePartition = ":now";

/** Whether a key is one that no pipeline has, whoever writes it into a table. */
export function isReserved({ repository }: PipelineKey): boolean {
  return repository === activityPartition || repository === hastePartition;
}

/** Where the config table says that a pipeline's change is not to wait. */
export function hasteKey(key: PipelineKey): PipelineKey {
  return { repository: hastePartition, branch: keyText(key) };
}

/** Whose change it is; undefined for a key that says so of none. */
export function hastenedBy({ repository, branch }: PipelineKey): PipelineKey | undefined {
  const [, name, tag] = repository === hastePartition ? (/^([^ :]+) (.+)$/s.exec(branch) ?? []) : [];
  return name !== undefined && tag !== undefined ? { repository: name, branch: tag } : undefined;
}

/** The key in what a table holds; undefined where there is none. */
export function keyIn(attributes: Readonly<Record<string, unknown>>): PipelineKey | undefined {
  const { RepoName: repository, RepoTag: branch } = attributes;
  return typeof repository === "string" && typeof branch === "string" ? { repository, branch } : undefined;
}

/** Injective, for maps; a repository's name holds no space. */
export function keyText({ repository, branch }: PipelineKey): string {
  return `${repository} ${branch}`;
}

/** For messages, events and mails: a table may hold any text as a key. On one line, and of a length that one is read in. */
export function shownKey(key: PipelineKey): string {
  return shortly(keyText(key));
}

const mostShown = 200;

/** A text that may be anybody's, as one line that does nothing but say it. */
export function shortly(text: string): string {
  const shown = visible(text);
  return shown.length > mostShown
    ? `${shown.slice(0, mostShown - 1).replace(/[\ud800-\udbff]$/, "")}…`
    : shown;
}

export function distinctKeys(keys: readonly PipelineKey[]): PipelineKey[] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}
