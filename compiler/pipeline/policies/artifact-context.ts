import type { ArnContext } from "../../iam/index.js";

/**
 * Where a pipeline stands. Plain values give the policies as AWS holds them, Terraform references give them
 * as the stack writes them.
 */
export interface ArtifactContext extends ArnContext {
  readonly bucketArn: string;
  readonly keyArn: string;
}
