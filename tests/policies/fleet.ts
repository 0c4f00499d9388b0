import { environment, itemWith, test } from "../../testing/items/items.js";
import { holdItem } from "./roles.js";

/** The accounts that the fleet deploys to. */
export const fleetAccounts = Array.from({ length: 8 }, (_, index) => String(222222222221 + index));

/** An item, the accounts it deploys to, and those that it names without deploying to them. */
interface Member {
  readonly repository: string;
  readonly deploysTo: readonly string[];
  readonly idle: readonly string[];
}

/** Twenty items over eight accounts: to one, to several, to all, and to none; accounts are shared. */
export const members: readonly Member[] = Array.from({ length: 20 }, (_, index) => {
  const bits = (index * 37 + 11) % 256;
  const isChosen = (account: number) => (index === 0 ? false : index === 1 || (bits >> account) % 2 === 1);
  return {
    repository: `service-${index}`,
    deploysTo: fleetAccounts.filter((_, account) => isChosen(account)),
    idle: fleetAccounts.filter((_, account) => !isChosen(account) && (account + index) % 3 === 0),
  };
});

/** The pipelines of the fleet as AWS holds them, with tests in every environment that is deployed. */
export function holdFleet() {
  return members.map((member) => ({ member, held: holdItem(itemOf(member)) }));
}

function itemOf({ repository, deploysTo, idle }: Member) {
  const environments = fleetAccounts.flatMap((account) => {
    if (![...deploysTo, ...idle].includes(account)) return [];
    const keys = { AwsAccountId: account, Deploy: deploysTo.includes(account), Tests: { Smoke: test() } };
    return [[`in-${account}`, environment(keys)] as const];
  });
  return itemWith(Object.fromEntries(environments), { RepoName: repository });
}
