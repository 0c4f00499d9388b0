import { pipelineId } from "../../compiler/names/index.js";
import type { PipelineKey } from "../records/index.js";

/** Where a state lies in the bucket, as its stack's backend says, and what Terraform keeps about it. */
export interface BackendPlaces {
  readonly state: string;
  /** The lock file of the S3 backend's `use_lockfile`. */
  readonly lockFile: string;
  /** The lock's row in the lock table. */
  readonly lockId: string;
  /** The row that holds the state's MD5. */
  readonly digestId: string;
}

/** Those of a pipeline's state, and what lies with it. */
export interface StatePlaces extends BackendPlaces {
  /** Says whose all this is. */
  readonly owner: string;
  /** All configurations of the pipeline lie below it. */
  readonly configurations: string;
}

export function statePlaces(key: PipelineKey, bucket: string): StatePlaces {
  const folder = `pipelines/${pipelineId(key.repository, key.branch)}`;
  return {
    ...backendPlaces(`${folder}/terraform.tfstate`, bucket),
    owner: `${folder}/owner.json`,
    configurations: `${folder}/configurations/`,
  };
}

/** https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking */
export function backendPlaces(state: string, bucket: string): BackendPlaces {
  const lockId = `${bucket}/${state}`;
  return { state, lockFile: `${state}.tflock`, lockId, digestId: `${lockId}-md5` };
}
