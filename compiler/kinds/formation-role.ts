import { repositoryKey } from "../names/index.js";
import type { Settings } from "../settings/index.js";

type Names = Pick<Settings, "childAccount">;

/** The role that the CloudFormation actions of a repository's pipelines take in a target account. */
export function formationRoleOf(repository: string, { childAccount }: Names): string {
  const { isolation, formationRole } = childAccount;
  return isolation === "repository" ? `${formationRole}-${repositoryKey(repository)}` : formationRole;
}

/** Its name for any repository, as a pattern of IAM. */
export function formationRolePattern({ childAccount }: Names): string {
  const { isolation, formationRole } = childAccount;
  return isolation === "repository" ? `${formationRole}-*` : formationRole;
}
