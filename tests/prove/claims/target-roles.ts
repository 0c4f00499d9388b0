import type { Claim } from "../claim.js";

export const targetRolesClaim: Claim = {
  id: "target-roles",
  says: "The roles of a target account can be made, and the operator reaches it.",
  needs: ["bootstrap"],
  prove: async (proof) => {
    const { account } = proof.target;
    await proof.run("operator", "accounts", "deploy", account, "--yes");
    return `account ${account}`;
  },
};
