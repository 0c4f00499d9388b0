import type { Claim } from "../claim.js";

export const bootstrapAgainClaim: Claim = {
  id: "bootstrap-again",
  says: "AWS holds the control plane as it was made: a second bootstrap has nothing to do (finding 20i).",
  needs: ["bootstrap"],
  prove: async (proof) => {
    const { stdout, stderr } = await proof.run("operator", "bootstrap", "--yes", "--json");
    const { changed } = JSON.parse(stdout);
    if (changed === false) return undefined;
    throw new Error(`It would change:\n${stderr}`);
  },
};
