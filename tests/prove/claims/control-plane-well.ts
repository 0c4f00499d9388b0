import type { Claim } from "../claim.js";

export const controlPlaneWellClaim: Claim = {
  id: "control-plane-well",
  says: "doctor may look at stream, schedule and functions, and finds nothing wrong.",
  needs: ["bootstrap"],
  prove: async (proof) => {
    await proof.run("operator", "doctor", "--json");
    return undefined;
  },
};
