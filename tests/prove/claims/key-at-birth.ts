import { KMSClient, ListResourceTagsCommand, paginateListKeys } from "@aws-sdk/client-kms";
import type { Claim } from "../claim.js";
import { failuresOf, provenId, provenItem } from "../pipeline.js";
import type { Proof } from "../proof.js";

/** The first deploy of a pipeline, of which the claims after this one look at other parts. */
export const keyAtBirthClaim: Claim = {
  id: "key-at-birth",
  says: "The reconciler may touch the key that it has just made, so that one deploy makes one key (finding 6).",
  needs: ["bootstrap", "target-roles"],
  prove: async (proof) => {
    await proof.put(provenItem(proof));
    const denied = failuresOf(await proof.settled(proof.key)).find((message) =>
      /kms:|KMS|aws_kms_/.test(message),
    );
    if (denied) throw new Error(denied);
    const keys = await keysOf(proof);
    if (keys.length !== 1)
      throw new Error(`There are ${keys.length} keys of the pipeline: ${keys.join(", ")}.`);
    return `key ${keys[0]}`;
  },
};

/** By the pipeline's tag, those that wait for their deletion among them. */
export async function keysOf({ access, key }: Pick<Proof, "access" | "key">): Promise<string[]> {
  const kms = new KMSClient(access);
  const ofPipeline: string[] = [];
  try {
    for await (const { Keys = [] } of paginateListKeys({ client: kms }, {}))
      for (const { KeyId = "" } of Keys) if (await isOurs(KeyId, provenId(key), kms)) ofPipeline.push(KeyId);
    return ofPipeline;
  } finally {
    kms.destroy();
  }
}

/** Keys of others may be closed to who looks: they are not ours. */
async function isOurs(KeyId: string, pipeline: string, kms: KMSClient): Promise<boolean> {
  const { Tags = [] } = await kms
    .send(new ListResourceTagsCommand({ KeyId }))
    .catch(() => ({}) as { Tags?: [] });
  return Tags.some(({ TagKey, TagValue }) => TagKey === "stagewright:pipeline" && TagValue === pipeline);
}
