import { type Problem, pointer, show } from "../diagnostics/index.js";
import { repositoryHash } from "../names/index.js";
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
  const lists = [
    { path: "/childAccount/repositories", names: repositories },
    ...Object.entries(accounts).map(([account, own]) => ({
      path: `/childAccount/accounts${pointer(account)}/repositories`,
      names: own.repositories ?? [],
    })),
  ];
  const problems = [...lists.flatMap(({ path, names }) => patternsAt(path, names)), ...meetings(lists)];
  return formationRole.length > longestFormationRole ? [...problems, tooLong(formationRole)] : problems;
}

/** Roles and stacks bear 40 bits of a repository's hash, so two can be searched that share them, and with them each other's stacks. */
function meetings(lists: readonly { readonly path: string; readonly names: readonly string[] }[]): Problem[] {
  const owners = new Map<string, string>();
  return lists.flatMap(({ path, names }) =>
    names.flatMap((name, index) => {
      const owner = owners.get(repositoryHash(name)) ?? name;
      owners.set(repositoryHash(name), owner);
      return owner === name ? [] : [meeting(`${path}/${index}`, name, owner)];
    }),
  );
}

function meeting(path: string, name: string, owner: string): Problem {
  return {
    path,
    code: "settings.repositories-meet",
    value: show(name),
    message: `${show(name)} and ${show(owner)} share a hash in the names of target accounts: each could touch the other's stacks.`,
    hint: "That happens on purpose alone. Rename one of them; and find out who chose these names.",
  };
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
