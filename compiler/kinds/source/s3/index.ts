import { type Problem, type Schema, show } from "../../../diagnostics/index.js";
import { type ArnContext, allow, bucketArn, ownedBy, type Statement, unique } from "../../../iam/index.js";
import { allowedBy, isOwnBucket, type Settings } from "../../../settings/index.js";
import { bucketName } from "../../bucket-name.js";
import { given } from "../../given.js";
import type { RawSource, SourceKind } from "../../kind.js";

export interface S3Source {
  readonly type: "S3";
  readonly bucket: string;
  readonly key: string;
  /** The account whose bucket it is; absent: the central account's own. */
  readonly bucketOwner?: string;
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

const bucketOwner: Schema = {
  description:
    "The account whose bucket it is, for S3. The setting `limits.bucketAccounts` must allow it. Left out, it is the central account's own.",
  type: "string",
  pattern: "^[0-9]{12}$",
  "x-allowed": "an AWS account id: 12 digits, in quotes",
  examples: ["444444444444"],
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
    properties: { Bucket: bucket, Key: key, BucketOwner: bucketOwner },
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
  valid: ({ Bucket, Key, BucketOwner }, _, application) => {
    const owner = Bucket === undefined ? application?.bucketOwner : BucketOwner;
    return {
      type: "S3",
      bucket: given(Bucket ?? application?.bucket, "Bucket"),
      key: given(Key ?? application?.key, "Key"),
      ...(owner !== undefined && { bucketOwner: owner }),
    };
  },
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
  grants: readSources,
  ceiling: {
    part: "source S3",
    budget: 420,
    grows: ["limits.bucketAccounts"],
    // An item may name any bucket of these accounts that lets it read.
    statements: (installation) => {
      const owners = [installation.account, ...installation.settings.limits.bucketAccounts];
      const reads = [...objectReads, ...bucketReads];
      return [allow("Objects", reads, [bucketArn("*", installation)], ownedBy(unique(owners)))];
    },
  },
};

/** Buckets of one owner together: of a bucket that was given up and is another's now, nothing is read. */
function readSources(sources: readonly S3Source[], context: ArnContext): Statement[] {
  const ownerOf = ({ bucketOwner = context.account }: S3Source) => bucketOwner;
  return unique(sources.map(ownerOf)).flatMap((owner, index) => {
    const own = sources.filter((source) => ownerOf(source) === owner);
    const arns = (nameOf: (source: S3Source) => string) =>
      unique(own.map((source) => bucketArn(nameOf(source), context)));
    const number = index === 0 ? "" : index + 1;
    return [
      allow(
        `ReadSourceObjects${number}`,
        objectReads,
        arns(({ bucket, key }) => `${bucket}/${key}`),
        ownedBy(owner),
      ),
      allow(
        `SeeSourceBuckets${number}`,
        bucketReads,
        arns(({ bucket }) => bucket),
        ownedBy(owner),
      ),
    ];
  });
}

/** The state of all pipelines, and the artifacts of others, are no sources; nor is what is of an account that is not listed. */
function checkBucket(
  { Bucket: bucket, BucketOwner: owner }: RawSource,
  path: string,
  settings: Settings,
): Problem[] {
  return [
    ...(bucket !== undefined && isOwnBucket(bucket, settings) ? [ownBucket(bucket, path)] : []),
    ...(owner === undefined ? [] : checkOwner(owner, path, settings)),
  ];
}

function ownBucket(bucket: string, path: string): Problem {
  return {
    path: `${path}/Bucket`,
    code: "item.own-bucket",
    value: show(bucket),
    message: `The bucket ${show(bucket)} is stagewright's own: it holds states or artifacts of pipelines.`,
    hint: "Name a bucket that releases are put into.",
  };
}

function checkOwner(owner: string, path: string, { centralAccount, limits }: Settings): Problem[] {
  if (owner === centralAccount || limits.bucketAccounts.includes(owner)) return [];
  return [
    {
      path: `${path}/BucketOwner`,
      code: "item.limit-bucket-account",
      value: owner,
      message: `Account ${owner} is not among those whose buckets this installation takes sources from.`,
      hint: allowedBy("bucketAccounts", limits),
    },
  ];
}
