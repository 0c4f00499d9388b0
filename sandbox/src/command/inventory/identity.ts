import { IAMClient, paginateListPolicies, paginateListRoles, paginateListUsers } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, paginateListAliases, paginateListKeys } from "@aws-sdk/client-kms";
import { gather, type Kind } from "./resource.js";

export const roles: Kind = {
  name: "IAM roles",
  async list(options) {
    const found = await gather(
      paginateListRoles({ client: new IAMClient(options) }, {}),
      (page) => page.Roles,
    );
    return found.map(({ Path = "/", RoleName = "", AssumeRolePolicyDocument = "" }) => ({
      name: `${Path.slice(1)}${RoleName}`,
      detail: trustedBy(AssumeRolePolicyDocument),
    }));
  },
};

export const policies: Kind = {
  name: "IAM policies",
  async list(options) {
    const pages = paginateListPolicies({ client: new IAMClient(options) }, { Scope: "Local" });
    const found = await gather(pages, (page) => page.Policies);
    return found.map(({ Path = "/", PolicyName = "" }) => ({ name: `${Path.slice(1)}${PolicyName}` }));
  },
};

export const users: Kind = {
  name: "IAM users",
  async list(options) {
    const found = await gather(
      paginateListUsers({ client: new IAMClient(options) }, {}),
      (page) => page.Users,
    );
    return found.map(({ Path = "/", UserName = "" }) => ({ name: `${Path.slice(1)}${UserName}` }));
  },
};

export const keys: Kind = {
  name: "KMS keys",
  async list(options) {
    const client = new KMSClient(options);
    const found = await gather(paginateListKeys({ client }, {}), (page) => page.Keys);
    const aliases = await gather(paginateListAliases({ client }, {}), (page) => page.Aliases);
    const described = found.map(({ KeyId }) => client.send(new DescribeKeyCommand({ KeyId })));
    return (await Promise.all(described)).map(({ KeyMetadata }) => {
      const names = aliases
        .filter((alias) => alias.TargetKeyId === KeyMetadata?.KeyId)
        .map((alias) => alias.AliasName);
      return {
        name: KeyMetadata?.KeyId ?? "",
        detail: [...names, KeyMetadata?.KeyState].join(", "),
      };
    });
  },
};

/** Whom a trust policy names, such as `codebuild.amazonaws.com`. */
function trustedBy(document: string): string {
  const { Statement } = JSON.parse(decodeURIComponent(document)) as { Statement: unknown };
  const principals = [Statement]
    .flat()
    .map((statement) => (statement as { Principal?: unknown }).Principal ?? {});
  const named = principals.map((principal) =>
    typeof principal === "string" ? principal : Object.values(principal),
  );
  return `for ${named.flat(2).join(", ")}`;
}
