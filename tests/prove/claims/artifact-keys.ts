import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { artifactFolder } from "../../../compiler/pipeline/index.js";
import type { Claim } from "../claim.js";
import { nameOf } from "../pipeline.js";
import type { Proof } from "../proof.js";

/** The artifacts of the pipeline, by the start of their names that CodePipeline can be relied on to keep. */
const artifacts = ["Source", "BuildOutpu", "ProdSmokeO"];

/** Policies and the lifecycle rule name artifacts by their keys, the form of which AWS documents nowhere. */
export const artifactKeysClaim: Claim = {
  id: "artifact-keys",
  says: "CodePipeline's artifacts lie below the pipeline's name and their own, each cut as the policies expect.",
  needs: ["deployed"],
  prove: async (proof) => {
    const folder = artifactFolder(nameOf(proof));
    const keys = await keysIn(proof);
    const isExpected = (key: string) =>
      key.startsWith(folder) && artifacts.some((start) => key.split("/")[1]?.startsWith(start));
    const other = keys.filter((key) => !isExpected(key));
    if (other.length > 0) throw new Error(`There are others than ${folder}*/ARTIFACT*: ${other.join(", ")}`);
    const missing = artifacts.filter((start) => !keys.some((key) => key.split("/")[1]?.startsWith(start)));
    if (missing.length > 0) throw new Error(`There is none of ${missing.join(", ")}: ${keys.join(", ")}`);
    return keys[0];
  },
};

async function keysIn(proof: Proof): Promise<string[]> {
  const client = new S3Client({ ...proof.access, forcePathStyle: true });
  const Bucket = `${nameOf(proof)}-${proof.central.account}`;
  const keys: string[] = [];
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
      for (const { Key = "" } of Contents) keys.push(Key);
    return keys;
  } finally {
    client.destroy();
  }
}
