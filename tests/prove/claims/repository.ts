import { makeApplication } from "../application.js";
import type { Claim } from "../claim.js";

export const repositoryClaim: Claim = {
  id: "repository",
  says: "CodeCommit takes a repository of this account, and a first commit by its API.",
  needs: ["bootstrap"],
  prove: async (proof) => `commit ${await makeApplication(proof)}`,
};
