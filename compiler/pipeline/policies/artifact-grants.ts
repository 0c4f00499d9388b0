import { allow, arn, bucketArn, ofService, type Statement } from "../../iam/index.js";
import type { Ceiling } from "../../kinds/index.js";
import type { ArtifactContext } from "./artifact-context.js";

const objectReads = ofService("s3", ["GetObject", "GetObjectVersion"]);
const objectWrites = ofService("s3", ["PutObject"]);
const bucketReads = ofService("s3", [
  "GetBucketAcl",
  "GetBucketLocation",
  "GetBucketVersioning",
  "ListBucket",
]);
const decrypts = ofService("kms", ["Decrypt", "DescribeKey"]);
const encrypts = ofService("kms", ["Encrypt", "GenerateDataKey"]);

/** Read this pipeline's artifacts. */
export function readArtifacts(context: ArtifactContext): Statement[] {
  return artifactGrants(objectReads, decrypts, context);
}

/** Read and write this pipeline's artifacts. */
export function readAndWriteArtifacts(context: ArtifactContext): Statement[] {
  return artifactGrants([...objectReads, ...objectWrites], [...decrypts, ...encrypts], context);
}

function artifactGrants(
  objects: readonly string[],
  key: readonly string[],
  { bucketArn, keyArn }: ArtifactContext,
): Statement[] {
  return [
    allow("Artifacts", objects, [`${bucketArn}/*`]),
    allow("ArtifactBucket", bucketReads, [bucketArn]),
    allow("ArtifactKey", key, [keyArn]),
  ];
}

/** The artifacts of any pipeline. Keys have no names: their tags tell whose they are. */
export const artifactCeiling: Ceiling = {
  part: "artifacts",
  budget: 650,
  grows: [],
  statements: (installation) => {
    // With the account, which ends each bucket's name: an asterisk also means slashes, and a state's key has an id in it.
    const bucket = bucketArn(`${installation.pipelines}-${installation.account}`, installation);
    return [
      allow("Artifacts", [...objectReads, ...objectWrites], [`${bucket}/*`]),
      allow("ArtifactBuckets", bucketReads, [bucket]),
      allow("ArtifactKeys", [...decrypts, ...encrypts], [arn("kms", "key/*", installation)], {
        StringLike: pipelineTag,
      }),
    ];
  },
};

/** Of any pipeline's resources. No pipeline's id lacks the double hyphen. */
export const pipelineTag = { "aws:ResourceTag/stagewright:pipeline": "*--*" };
