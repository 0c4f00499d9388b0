import { expect, it } from "vitest";
import { readS3Call } from "./s3-actions.js";

it.each([
  ["GET", "/", "ListBuckets"],
  ["PUT", "/b", "CreateBucket"],
  ["HEAD", "/b", "HeadBucket"],
  ["DELETE", "/b/", "DeleteBucket"],
  ["GET", "/b", "ListObjects"],
  ["GET", "/b?list-type=2&prefix=a%2F", "ListObjectsV2"],
  ["GET", "/b?versions", "ListObjectVersions"],
  ["GET", "/b?uploads", "ListMultipartUploads"],
  ["POST", "/b?delete", "DeleteObjects"],
  ["GET", "/b?location", "GetBucketLocation"],
  ["GET", "/b?policy", "GetBucketPolicy"],
  ["DELETE", "/b?policy", "DeleteBucketPolicy"],
  ["PUT", "/b?versioning", "PutBucketVersioning"],
  ["GET", "/b?publicAccessBlock", "GetPublicAccessBlock"],
  ["GET", "/b?object-lock", "GetObjectLockConfiguration"],
  ["PUT", "/b?lifecycle", "PutBucketLifecycleConfiguration"],
  ["DELETE", "/b?lifecycle", "DeleteBucketLifecycle"],
  ["GET", "/b/k", "GetObject"],
  ["GET", "/b/k?x-id=GetObject", "GetObject"],
  ["PUT", "/b/k", "PutObject"],
  ["HEAD", "/b/k", "HeadObject"],
  ["DELETE", "/b/k?versionId=1", "DeleteObject"],
  ["PUT", "/b/k?tagging", "PutObjectTagging"],
  ["GET", "/b/k?acl", "GetObjectAcl"],
  ["POST", "/b/k?uploads", "CreateMultipartUpload"],
  ["PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"],
  ["POST", "/b/k?uploadId=u", "CompleteMultipartUpload"],
  ["DELETE", "/b/k?uploadId=u", "AbortMultipartUpload"],
  ["GET", "/b/k?uploadId=u", "ListParts"],
  ["GET", "/v20180820/tags/arn", "GET /v20180820/tags"],
])("%s %s is %s", (method, url, action) => {
  expect(readS3Call({ method, url, headers: [] }).action).toBe(action);
});

it("A source in the header makes a copy of what would be an upload", () => {
  const headers = ["X-Amz-Copy-Source", "/a/k"];
  expect(readS3Call({ method: "PUT", url: "/b/k", headers }).action).toBe("CopyObject");
  expect(readS3Call({ method: "PUT", url: "/b/k?partNumber=1&uploadId=u", headers }).action).toBe(
    "UploadPartCopy",
  );
});

it.each([
  ["/", undefined],
  ["/b", "b"],
  ["/b?policy", "b"],
  ["/b/a%20folder/k%2B", "b/a folder/k+"],
  ["/b/100%", "b/100%"],
])("%s is about %s", (url, resource) => {
  expect(readS3Call({ method: "GET", url, headers: [] }).resource).toBe(resource);
});
