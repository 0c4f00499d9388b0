import { allow, arn, bucketArn, deny, ofService, ownedBy, type Statement, unique } from "../../iam/index.js";
import type { Ceiling } from "../../kinds/index.js";
import { artifactPattern, sourceArtifacts } from "../artifact-folder.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";

const objectReads = ofService("s3", ["GetObject", "GetObjectVersion"]);
const objectWrites = ofService("s3", ["PutObject"]);
const bucketReads = ofService("s3", ["GetBucketAcl", "GetBucketLocation", "GetBucketVersioning"]);
const bucketLists = ofService("s3", ["ListBucket"]);
const decrypts = ofService("kms", ["Decrypt", "DescribeKey"]);
const encrypts = ofService("kms", ["Encrypt", "GenerateDataKey"]);

/** What a pipeline's roles do with its key, who reads artifacts and who writes them too. */
export const keyReads: readonly string[] = decrypts;
export const keyUses: readonly string[] = [...decrypts, ...encrypts];

/** What who keeps a pipeline does with its key, from making it to giving it up. */
export const keyKeeping: readonly string[] = ofService("kms", [
  "CreateAlias",
  "DeleteAlias",
  "DescribeKey",
  "EnableKeyRotation",
  "GetKeyPolicy",
  "GetKeyRotationStatus",
  "ListResourceTags",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "TagResource",
  "UntagResource",
  "UpdateAlias",
]);

/** Read and write this pipeline's artifacts. */
export function readAndWriteArtifacts({ bucketArn, keyArn, account }: ArtifactContext): Statement[] {
  const own = ownedBy(account);
  return [
    allow("Artifacts", [...objectReads, ...objectWrites], [`${bucketArn}/*`], own),
    allow("ArtifactBucket", [...bucketReads, ...bucketLists], [bucketArn], own),
    allow("ArtifactKey", [...decrypts, ...encrypts], [keyArn]),
  ];
}

/**
 * The same for a build: what it puts out, and anywhere else in the bucket the packages that its template names, but none
 * of the sources that CodePipeline keeps. So no build changes what another execution is made of.
 */
export function readArtifactsAndWriteOutput(pipeline: Pipeline, context: ArtifactContext): Statement[] {
  const others = sourceArtifacts(pipeline).map((artifact) => keysOf(pipeline, artifact, context));
  return [...readAndWriteArtifacts(context), deny("LeaveSources", objectWrites, unique(others))];
}

/** Read these artifacts of the pipeline, and no other. */
export function readOwnArtifacts(
  pipeline: Pick<Pipeline, "name">,
  artifacts: readonly string[],
  context: ArtifactContext,
): Statement[] {
  const own = ownedBy(context.account);
  const keys = unique(artifacts.map((artifact) => keysOf(pipeline, artifact, context)));
  return [
    allow("OwnSources", objectReads, keys, own),
    allow("ArtifactBucket", bucketReads, [context.bucketArn], own),
    allow("ArtifactKey", decrypts, [context.keyArn]),
  ];
}

function keysOf({ name }: Pick<Pipeline, "name">, artifact: string, { bucketArn }: ArtifactContext): string {
  return `${bucketArn}/${artifactPattern(name, artifact)}`;
}

/** The artifacts of any pipeline. Keys have no names: their tags tell whose they are. */
export const artifactCeiling: Ceiling = {
  part: "artifacts",
  budget: 800,
  grows: [],
  statements: (installation) => {
    // With the account, which ends each bucket's name: an asterisk also means slashes, and a state's key has an id in it.
    const bucket = bucketArn(`${installation.pipelines}-${installation.account}`, installation);
    const own = ownedBy([installation.account]);
    return [
      allow("Artifacts", [...objectReads, ...objectWrites], [`${bucket}/*`], own),
      allow("ArtifactBuckets", [...bucketReads, ...bucketLists], [bucket], own),
      allow("ArtifactKeys", [...decrypts, ...encrypts], [arn("kms", "key/*", installation)], {
        StringLike: pipelineTag,
      }),
    ];
  },
};

/** Of any pipeline's resources. No pipeline's id lacks the double hyphen. */
export const pipelineTag = { "aws:ResourceTag/stagewright:pipeline": "*--*" };
