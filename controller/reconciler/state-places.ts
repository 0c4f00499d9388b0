import { pipelineId } from "../../compiler/pipeline/index.js";
import type { PipelineKey } from "../key.js";

/** Where a pipeline's state lies in the bucket, as its stack's backend says, and what lies with it. */
export interface StatePlaces {
  readonly state: string;
  /** The lock file of the S3 backend's `use_lockfile`. */
  readonly lockFile: string;
  /** The lock's row in the lock table. */
  readonly lockId: string;
  /** The row that holds the state's MD5. */
  readonly digestId: string;
  /** All configurations of the pipeline lie below it. */
  readonly configurations: string;
}

/** https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking */
export function statePlaces(key: PipelineKey, bucket: string): StatePlaces {
  const folder = `pipelines/${pipelineId(key.repository, key.branch)}`;
  const state = `${folder}/terraform.tfstate`;
  return {
    state,
    lockFile: `${state}.tflock`,
    lockId: `${bucket}/${state}`,
    digestId: `${bucket}/${state}-md5`,
    configurations: `${folder}/configurations/`,
  };
}
