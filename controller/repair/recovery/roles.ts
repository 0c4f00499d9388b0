import { GetRoleCommand, GetRolePolicyCommand } from "@aws-sdk/client-iam";
import { unlessAbsent } from "./clients.js";
import { type Finder, type Search, type Tags, tagsIn, text } from "./finder.js";

const absent = "NoSuchEntityException";

export const findRole: Finder = async (values, search) => {
  const name = text(values, "name");
  const tags = await tagsOfRole(name, search);
  return tags && { id: name, tags };
};

export const findRolePolicy: Finder = async (values, search) => {
  const [RoleName, PolicyName] = [text(values, "role"), text(values, "name")];
  if (RoleName === "") return undefined;
  const { iam } = search.clients;
  const policy = await unlessAbsent(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })), absent);
  const tags = policy && (await tagsOfRole(RoleName, search));
  return tags && { id: `${RoleName}:${PolicyName}`, tags };
};

async function tagsOfRole(RoleName: string, { clients: { iam } }: Search): Promise<Tags | undefined> {
  const found = await unlessAbsent(iam.send(new GetRoleCommand({ RoleName })), absent);
  return found && tagsIn(found.Role?.Tags);
}
