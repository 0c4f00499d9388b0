import type { Claim } from "../claim.js";

export const bootstrapClaim: Claim = {
  id: "bootstrap",
  says: "The operator's policy is enough to make the control plane, alarms among it (finding 14).",
  needs: ["build-starts"],
  prove: async (proof) => {
    await proof.run("operator", "bootstrap", "--yes", "--json");
    return `the installation ${proof.settings.namePrefix}`;
  },
};
