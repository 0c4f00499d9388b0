import { type Problem, type Schema, show } from "../../../diagnostics/index.js";
import { allow, bucketArn, unique } from "../../../iam/index.js";
import { isOwnBucket, type Settings } from "../../../settings/index.js";
import { bucketName } from "../../bucket-name.js";
import { given } from "../../given.js";
import type { RawSource, SourceKind } from "../../kind.js";

export interface S3Source {
  readonly type: "S3";
  readonly bucket: string;
  readonly key: string;
}

const bucket: Schema = {
  description:
    "The bucket, for S3. It must be versioned, send its events to EventBridge, which start the pipeline, and be in the installation's region: a source action works in no other.",
  type: "string",
  ...bucketName,
  examples: ["acme-releases"],
};

const key: Schema = {
  description: "The object, for S3: a zip file.",
  type: "string",
  pattern: "^(?!.*\\$\\{)[^\\u0000-\\u001f\\u007f*?]{1,500}$",
  "x-allowed":
    "an object key of up to 500 characters, without wildcards, ${ (a variable in the role's policy) and control characters",
  examples: ["webshop/source.zip"],
};

const objectReads = [
  "s3:GetObject",
  "s3:GetObjectTagging",
  "s3:GetObjectVersion",
  "s3:GetObjectVersionTagging",
];
const bucketReads = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"];

/** A zip file in a bucket. Nothing polls: an event starts the pipeline. */
export const s3: SourceKind<S3Source> = {
  type: "S3",
  label: "S3 for a zip file",
  keys: {
    properties: { Bucket: bucket, Key: key },
    required: {
      Bucket: "the name of a bucket that is versioned and sends its events to EventBridge",
      Key: "the key of the zip file",
    },
  },
  inherited: [],
  isRepository: false,
  whyNoRepository: () => undefined,
  check: checkBucket,
  // A test that does not run may leave out its source.
  valid: ({ Bucket, Key }, _, application) => ({
    type: "S3",
    bucket: given(Bucket ?? application?.bucket, "Bucket"),
    key: given(Key ?? application?.key, "Key"),
  }),
  action: ({ bucket, key }) => ({
    provider: "S3",
    configuration: { S3Bucket: bucket, S3ObjectKey: key, PollForSourceChanges: "false" },
    summary: `S3 ${bucket}/${key}`,
  }),
  /** CodePipeline user guide, "Amazon S3 source actions and EventBridge". */
  eventPattern: ({ bucket, key }) => ({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [bucket] }, object: { key: [key] } },
  }),
  grants: (sources, context) => [
    allow(
      "ReadSourceObjects",
      objectReads,
      unique(sources.map(({ bucket, key }) => bucketArn(`${bucket}/${key}`, context))),
    ),
    allow("SeeSourceBuckets", bucketReads, unique(sources.map(({ bucket }) => bucketArn(bucket, context)))),
  ],
  ceiling: {
    part: "source S3",
    budget: 350,
    grows: [],
    // An item may name any bucket that lets it read.
    statements: (installation) => [
      allow("Objects", [...objectReads, ...bucketReads], [bucketArn("*", installation)]),
    ],
  },
};

/** The state of all pipelines, and the artifacts of others, are no sources. */
function checkBucket({ Bucket: bucket }: RawSource, path: string, settings: Settings): Problem[] {
  if (bucket === undefined || !isOwnBucket(bucket, settings)) return [];
  return [
    {
      path: `${path}/Bucket`,
      code: "item.own-bucket",
      value: show(bucket),
      message: `The bucket ${show(bucket)} is stagewright's own: it holds states or artifacts of pipelines.`,
      hint: "Name a bucket that releases are put into.",
    },
  ];
}
