import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { stackOf } from "../application.js";
import type { Claim } from "../claim.js";
import { leftOf } from "../left.js";
import { failuresOf, nameOf } from "../pipeline.js";
import type { Proof } from "../proof.js";
import { connected } from "./connection-lent.js";
import { keysOf } from "./key-at-birth.js";

export const pipelineDestroyedClaim: Claim = {
  id: "pipeline-destroyed",
  says: "An item that is removed takes its pipeline along; of it stays a key that waits for its deletion.",
  needs: ["pipeline-made"],
  prove: async (proof) => {
    const keys = proof.source ? [proof.key, connected] : [proof.key];
    for (const { repository, branch } of keys) await proof.run("editor", "rm", repository, branch, "--yes");
    for (const key of keys) {
      const record = await proof.settled(key);
      if (record) throw new Error(failuresOf(record)[0] ?? "The ledger still knows it.");
    }
    const names = keys.map((key) => nameOf(proof, key));
    // What executions deployed stays: a stack outlives its pipeline.
    const isPipelines = (line: string) => names.some((name) => line.includes(name));
    const left = (await leftOf(proof)).filter((line) => isPipelines(line) && !line.includes(stackOf(proof)));
    if (left.length > 0) throw new Error(`There is still ${left.join(", ")}.`);
    await requirePending(proof);
    return undefined;
  },
};

async function requirePending(proof: Proof): Promise<void> {
  const kms = new KMSClient(proof.access);
  try {
    for (const KeyId of await keysOf(proof)) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      if (KeyMetadata?.KeyState !== "PendingDeletion")
        throw new Error(`The key ${KeyId} is ${KeyMetadata?.KeyState}, and not about to be deleted.`);
    }
  } finally {
    kms.destroy();
  }
}
