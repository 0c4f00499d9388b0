import { deny, type Policy, policy, type Statement } from "../../../../compiler/iam/index.js";
import type { InstallationContext } from "../../../../compiler/kinds/index.js";
import { boundaryOf, longestSettings } from "../../../../compiler/pipeline/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/** IAM: characters of a managed policy, white space not counted. */
export const managedPolicyLimit = 6144;

/**
 * The most that any role of any pipeline may do, whatever its own policy says: what the compiler's kinds grant to any
 * of them, by pattern. Nothing of IAM, and nothing of the control plane. Throws where it would not fit.
 */
export function boundaryPolicy(site: Site): Policy {
  const { Statement } = boundaryOf(installationContextOf(site));
  const boundary = policy([...Statement, keepOut(site)]);
  const { length } = JSON.stringify(boundary);
  if (length > managedPolicyLimit) throw new Error(whyTooLong(length, site));
  return boundary;
}

export function installationContextOf(site: Site): InstallationContext {
  const { partition, region, account, pipelines, settings } = site;
  return { partition, region, account, pipelines, settings };
}

/** What an item might name although it is the control plane's own. */
function keepOut(site: Site): Statement {
  const { stateBucket, topic, parameter } = arnsOf(site);
  const own = [stateBucket, `${stateBucket}/*`, topic, parameter];
  return deny("LeaveControlPlane", ["s3:*", "sns:*", "ssm:*"], own);
}

function whyTooLong(length: number, site: Site): string {
  const settings = longestSettings(installationContextOf(site));
  return (
    `The boundary of pipelines' roles would hold ${length} characters; AWS allows ${managedPolicyLimit}. ` +
    `Name fewer or wider patterns in ${settings.join(" and ")}.`
  );
}
