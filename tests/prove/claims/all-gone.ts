import { removeApplication } from "../application.js";
import type { Claim } from "../claim.js";
import { leftOf } from "../left.js";
import { proofNames } from "../names.js";

export const allGoneClaim: Claim = {
  id: "all-gone",
  says: "Target roles and control plane can be removed, and nothing of them stays.",
  needs: ["pipeline-destroyed"],
  prove: async (proof) => {
    await removeApplication(proof);
    await proof.run("operator", "accounts", "destroy", proof.target.account, "--yes");
    await proof.run("operator", "bootstrap", "--destroy", "--yes");
    const own = Object.values(proofNames(proof.settings.namePrefix));
    const left = (await leftOf(proof)).filter((line) => !own.some((name) => line.endsWith(` ${name}`)));
    if (left.length > 0) throw new Error(`There is still ${left.join(", ")}.`);
    return undefined;
  },
};
