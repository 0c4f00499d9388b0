import type { Settings } from "./settings.js";

/** The artifact bucket of a pipeline: `<prefix>-<slug>--<hash>-<account>`. The same shape holds for its other names. */
function isOfPipelines(name: string, { namePrefix }: Settings): boolean {
  return name.startsWith(`${namePrefix}-`) && name.slice(namePrefix.length + 1).includes("--");
}

/**
 * Whether a bucket is the installation's own: the state of all pipelines, what Terraform deploys, or the artifacts of one. A source from
 * there would give its build what no item may read.
 */
export function isOwnBucket(bucket: string, settings: Settings): boolean {
  const own = [settings.state.bucket, settings.terraform?.bucket];
  return own.includes(bucket) || isOfPipelines(bucket, settings);
}

/** Whether a topic is the installation's own: of the control plane, or of the approvals of a pipeline. */
export function isOwnTopic(topicArn: string, settings: Settings): boolean {
  const name = topicArn.slice(topicArn.lastIndexOf(":") + 1);
  return name.startsWith(`${settings.namePrefix}_control-`) || isOfPipelines(name, settings);
}
