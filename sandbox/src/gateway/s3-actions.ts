import { decodePathPart, headerOf, type Request, splitUrl } from "./message.js";

/** What S3 is asked: its action is spelt in method, path and the names of the query. */
export interface S3Call {
  readonly action: string;
  /** `bucket` or `bucket/key`. */
  readonly resource?: string;
}

/** Reads a path-style request, which is what every client sends to an address that is an IP. */
export function readS3Call(request: Request): S3Call {
  const { path, query } = splitUrl(request.url);
  const { bucket, key } = splitPath(path);
  if (!bucket) return { action: "ListBuckets" };
  if (isControl(bucket)) return { action: `${request.method} ${path.split("/").slice(0, 3).join("/")}` };
  if (!key) return { action: bucketAction(request.method, query), resource: bucket };
  return { action: objectAction(request, query), resource: `${bucket}/${key}` };
}

function splitPath(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", ...key] = path.split("/");
  return { bucket: decodePathPart(bucket), key: decodePathPart(key.join("/")) };
}

/** S3 Control shares S3's signing name; its paths start with the version of its API. */
function isControl(segment: string): boolean {
  return segment === "v20180820";
}

function bucketAction(method: string, query: URLSearchParams): string {
  if (method === "POST" && query.has("delete")) return "DeleteObjects";
  if (method === "GET" && query.has("uploads")) return "ListMultipartUploads";
  if (method === "GET" && query.has("versions")) return "ListObjectVersions";
  if (method === "DELETE" && query.has("lifecycle")) return "DeleteBucketLifecycle";
  const part = partOf(query, bucketParts);
  if (part) return verb(method) + part;
  if (method === "GET") return query.has("list-type") ? "ListObjectsV2" : "ListObjects";
  return { PUT: "CreateBucket", DELETE: "DeleteBucket", HEAD: "HeadBucket" }[method] ?? `${method} bucket`;
}

function objectAction(request: Request, query: URLSearchParams): string {
  const { method } = request;
  if (query.has("uploads")) return "CreateMultipartUpload";
  if (query.has("uploadId")) return uploadAction(request);
  if (query.has("restore")) return "RestoreObject";
  if (query.has("select")) return "SelectObjectContent";
  const part = partOf(query, objectParts);
  if (part) return verb(method) + part;
  if (isCopy(request)) return "CopyObject";
  return `${verb(method)}Object`;
}

function uploadAction(request: Request): string {
  if (request.method === "PUT") return isCopy(request) ? "UploadPartCopy" : "UploadPart";
  const actions = { POST: "CompleteMultipartUpload", DELETE: "AbortMultipartUpload", GET: "ListParts" };
  return actions[request.method as keyof typeof actions] ?? `${request.method} upload`;
}

function isCopy(request: Request): boolean {
  return request.method === "PUT" && headerOf(request, "x-amz-copy-source") !== undefined;
}

/** `GET` → `Get`. */
function verb(method: string): string {
  return method.charAt(0) + method.slice(1).toLowerCase();
}

function partOf(query: URLSearchParams, parts: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(parts).find((part) => query.has(part));
  return name && parts[name];
}

const bucketParts = {
  accelerate: "BucketAccelerateConfiguration",
  acl: "BucketAcl",
  analytics: "BucketAnalyticsConfiguration",
  cors: "BucketCors",
  encryption: "BucketEncryption",
  "intelligent-tiering": "BucketIntelligentTieringConfiguration",
  inventory: "BucketInventoryConfiguration",
  lifecycle: "BucketLifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  metrics: "BucketMetricsConfiguration",
  notification: "BucketNotificationConfiguration",
  "object-lock": "ObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "PublicAccessBlock",
  replication: "BucketReplication",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
} as const;

const objectParts = {
  acl: "ObjectAcl",
  attributes: "ObjectAttributes",
  "legal-hold": "ObjectLegalHold",
  retention: "ObjectRetention",
  tagging: "ObjectTagging",
  torrent: "ObjectTorrent",
} as const;
