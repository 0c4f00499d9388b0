import type { ArtifactContext } from "../pipeline/index.js";

/** Where the pipeline stands, as Terraform references, and what every room of the stack needs of it. */
export interface StackContext extends ArtifactContext {
  /** `${aws_s3_bucket.artifacts.bucket}`. */
  readonly bucketName: string;
  /** The installation's permissions boundary for every role. */
  readonly boundary: string | undefined;
  /** The item's own tags. */
  readonly tags: Readonly<Record<string, string>>;
}
