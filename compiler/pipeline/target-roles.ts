import type { Settings } from "../settings/index.js";
import { repositoryHash, repositoryKey } from "./names.js";

type Names = Pick<Settings["childAccount"], "deployerRole" | "formationRole" | "isolation" | "testRole">;

/** The roles that a repository's pipelines and tests take in a target account. */
export function targetRoles(settings: Names, repository: string) {
  const { formationRole, deployerRole, testRole } = settings;
  const own =
    settings.isolation === "repository" ? `${formationRole}-${repositoryKey(repository)}` : formationRole;
  return { formation: own, deployer: deployerRole, test: testRole === formationRole ? own : testRole };
}

/** The names of `targetRoles` for any repository, formation role and test role, as patterns of IAM. */
export function targetRolePatterns({ formationRole, testRole, isolation }: Names): string[] {
  const formation = isolation === "repository" ? `${formationRole}-*` : formationRole;
  return [...new Set([formation, testRole === formationRole ? formation : testRole])];
}

/**
 * The end of a stack's name. With isolation by repository it tells whose stack it is: a name that ends in one
 * repository's hash ends in no other's.
 */
export function stackSuffix({ isolation }: Pick<Names, "isolation">, repository: string): string {
  return isolation === "repository" ? `${repositoryHash(repository)}-stack` : "stack";
}
