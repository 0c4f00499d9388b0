import { sourceArtifacts } from "../../compiler/pipeline/artifact-folder.js";
import { calls } from "./calls.js";
import type { Call } from "./may.js";
import type { Held } from "./roles.js";

/** Where CodePipeline keeps an execution's artifact, both names cut as it has always cut them. */
export const keyOfArtifact = (pipeline: string, artifact: string) =>
  `${pipeline.slice(0, 20)}/${artifact.slice(0, 10)}/aB3dE7x`;

/** CodePipeline user guide, "Configure server-side encryption"; the topic of an approval is encrypted by the same key. */
export function artifacts(held: Held): Call[] {
  const { bucketArn, bucketPolicy, keyArn, keyPolicy, pipeline } = held;
  const [bucket, key] = [{ resourcePolicy: bucketPolicy }, { resourcePolicy: keyPolicy }];
  const read = [...sourceArtifacts(pipeline), "BuildOutput"];
  const object = (artifact: string) => `${bucketArn}/${keyOfArtifact(pipeline.name, artifact)}`;
  return [
    ...calls("s3:GetBucketAcl s3:GetBucketLocation s3:GetBucketVersioning s3:ListBucket", bucketArn, bucket),
    ...read.flatMap((artifact) => calls("s3:GetObject s3:GetObjectVersion", object(artifact), bucket)),
    ...calls("s3:PutObject", object("BuildOutput"), bucket),
    ...calls("kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey", keyArn, key),
  ];
}

/** What CodePipeline alone puts there: of a source, what its execution is made of. */
export function sourcesKept({ bucketArn, bucketPolicy, pipeline }: Held): Call[] {
  return sourceArtifacts(pipeline).flatMap((artifact) =>
    calls("s3:PutObject", `${bucketArn}/${keyOfArtifact(pipeline.name, artifact)}`, {
      resourcePolicy: bucketPolicy,
    }),
  );
}

/** What `aws cloudformation package` does: it looks for an object, and puts it where there is none. */
export function packages({ bucketArn, bucketPolicy }: Held): Call[] {
  const keys = ["0cc175b9c0f1b6a831c399e269772661", "webshop/0cc175b9c0f1b6a831c399e269772661.template"];
  return keys.flatMap((key) =>
    calls("s3:GetObject s3:PutObject", `${bucketArn}/${key}`, { resourcePolicy: bucketPolicy }),
  );
}

/** What tests read: their own sources. */
export function testArtifacts(held: Held, names: readonly string[]): Call[] {
  const { bucketArn, bucketPolicy, keyArn, keyPolicy, pipeline } = held;
  const bucket = { resourcePolicy: bucketPolicy };
  return [
    ...calls("s3:GetBucketAcl s3:GetBucketLocation s3:GetBucketVersioning", bucketArn, bucket),
    ...names.flatMap((artifact) =>
      calls(
        "s3:GetObject s3:GetObjectVersion",
        `${bucketArn}/${keyOfArtifact(pipeline.name, artifact)}`,
        bucket,
      ),
    ),
    ...calls("kms:Decrypt kms:DescribeKey", keyArn, { resourcePolicy: keyPolicy }),
  ];
}
