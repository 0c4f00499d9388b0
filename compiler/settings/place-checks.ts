import { type Problem, show } from "../diagnostics/index.js";
import { partitionOf } from "../iam/index.js";
import type { Settings } from "./settings.js";

type Place = Pick<Settings, "centralAccount" | "region" | "permissionsBoundary"> & {
  readonly state: Partial<Settings["state"]>;
};

/**
 * Whether what the settings name is where the pipelines are. A boundary is a policy of the roles' own account, or one of
 * AWS's (IAM user guide, "Permissions boundaries"); the key of a bucket is in the bucket's region, of whichever account
 * (Amazon S3 user guide, "Using server-side encryption with AWS KMS").
 */
export function checkPlace({ centralAccount, region, permissionsBoundary, state }: Place): Problem[] {
  const here = { partition: partitionOf(region), region };
  return [
    ...checkArn(permissionsBoundary, "/permissionsBoundary", { ...here, account: centralAccount }),
    ...checkArn(state.kmsKeyArn, "/state/kmsKeyArn", here),
  ];
}

interface Here {
  readonly partition: string;
  readonly region: string;
  /** Where only this account's will do. */
  readonly account?: string | undefined;
}

function checkArn(arn: string | undefined, path: string, here: Here): Problem[] {
  if (arn === undefined) return [];
  const [, partition = "", , region = "", account = ""] = arn.split(":");
  const isOther = here.account !== undefined && ![here.account, "aws", ""].includes(account);
  const differences = [
    ...(partition === here.partition ? [] : [`partition ${partition}, not ${here.partition}`]),
    ...(region === "" || region === here.region ? [] : [`region ${region}, not ${here.region}`]),
    ...(isOther ? [`account ${account}, not ${here.account}`] : []),
  ];
  if (differences.length === 0) return [];
  return [
    {
      path,
      code: "settings.elsewhere",
      value: show(arn),
      message: `${show(arn)} is of another place than the pipelines: ${differences.join("; ")}.`,
      hint: "Name one of the place that the settings region and centralAccount say, or correct those.",
    },
  ];
}
