import type { Schema } from "../diagnostics/index.js";

/** Names of buckets, without the starts that S3 keeps for itself (Amazon S3 user guide, "General purpose bucket naming rules"). */
export const bucketName: Schema = {
  pattern: "^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
  "x-allowed":
    "3 to 63 of lower-case letters, digits, dots and hyphens, not starting with xn--, sthree- or amzn-s3-demo-",
};
