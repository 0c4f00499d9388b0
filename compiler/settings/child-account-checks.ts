import { type Problem, pointer, show } from "../diagnostics/index.js";
import type { ChildAccountSettings } from "./settings.js";

/** IAM: names of roles hold 64 characters. The name of one repository takes up to 31 of them. */
const longestFormationRole = 64 - 31;

/** Which settings of target accounts go together. */
export function checkChildAccount(settings: ChildAccountSettings): Problem[] {
  return [...checkIsolation(settings), ...checkIam(settings)];
}

/** Each repository gets a role, so each must be named; and its name must fit behind the role's. */
function checkIsolation(settings: ChildAccountSettings): Problem[] {
  if (settings.isolation !== "repository") return [];
  const { repositories, accounts, formationRole } = settings;
  const patterns = [
    ...patternsAt("/childAccount/repositories", repositories),
    ...Object.entries(accounts).flatMap(([account, own]) =>
      patternsAt(`/childAccount/accounts${pointer(account)}/repositories`, own.repositories ?? []),
    ),
  ];
  return formationRole.length > longestFormationRole ? [...patterns, tooLong(formationRole)] : patterns;
}

function patternsAt(path: string, repositories: readonly string[]): Problem[] {
  return repositories.flatMap((repository, index) =>
    repository.includes("*")
      ? [
          {
            path: `${path}/${index}`,
            code: "settings.isolation-pattern",
            value: show(repository),
            message: `With isolation by repository each one gets a role of its own; ${show(repository)} names none.`,
            hint: "Name the repositories one by one, or set childAccount.isolation to prefix.",
          },
        ]
      : [],
  );
}

function tooLong(formationRole: string): Problem {
  return {
    path: "/childAccount/formationRole",
    code: "settings.role-too-long",
    value: show(formationRole),
    message: `With isolation by repository the role's name may hold ${longestFormationRole} characters, not ${formationRole.length}.`,
    hint: "Shorten it: the repository's name is added to it.",
  };
}

/** Who makes roles without a boundary can give them, and so itself, every right in the account. */
function checkIam({ deployerServices, permissionsBoundary }: ChildAccountSettings): Problem[] {
  const index = deployerServices.indexOf("iam");
  if (index < 0 || permissionsBoundary) return [];
  return [
    {
      path: `/childAccount/deployerServices/${index}`,
      code: "settings.iam-without-boundary",
      value: "iam",
      message:
        "Applications that make roles without a boundary could give themselves every right in the account.",
      hint: "Set childAccount.permissionsBoundary to the name of a policy in the target accounts, or take iam out.",
    },
  ];
}
