import { type Problem, show } from "../diagnostics/index.js";
import { partitionOf } from "../iam/index.js";
import type { Settings } from "./settings.js";

type Place = Pick<Settings, "centralAccount" | "region" | "permissionsBoundary" | "namePrefix"> & {
  readonly controller: Pick<Settings["controller"], "permissionsBoundary">;
  readonly state: Partial<Settings["state"]>;
};

/**
 * Whether what the settings name is where the pipelines are. A boundary is a policy of the roles' own account, or one of
 * AWS's (IAM user guide, "Permissions boundaries"); the key of a bucket is in the bucket's region, of whichever account
 * (Amazon S3 user guide, "Using server-side encryption with AWS KMS").
 */
export function checkPlace(place: Place): Problem[] {
  const { centralAccount, region, permissionsBoundary, controller, state } = place;
  const here = { partition: partitionOf(region), region };
  return [
    ...checkArn(permissionsBoundary, "/permissionsBoundary", { ...here, account: centralAccount }),
    ...checkArn(controller.permissionsBoundary, "/controller/permissionsBoundary", {
      ...here,
      account: centralAccount,
    }),
    ...checkBoundaries(place),
    ...checkArn(state.kmsKeyArn, "/state/kmsKeyArn", here),
  ];
}

/**
 * A boundary holds only whom it bounds from writing it: the operator keeps the one that the control plane makes for
 * pipelines' roles, and could give a pipeline's role every right by it.
 */
function checkBoundaries({ permissionsBoundary, controller, namePrefix }: Place): Problem[] {
  const own = controller.permissionsBoundary;
  if (own === undefined) return [];
  const isKept = (arn: string) => !arn.endsWith(`/${namePrefix}_control-boundary`);
  if (permissionsBoundary !== undefined && isKept(permissionsBoundary) && isKept(own)) return [];
  return [
    {
      path: "/controller/permissionsBoundary",
      code: "settings.boundary-alone",
      value: show(own),
      message:
        "This bounds nobody while bootstrap keeps the boundary of pipelines' roles: whoever may write that one can give a pipeline's role every right.",
      hint: "Make both policies by hand, from `stagewright policies --role control-boundary` and `--role boundary`, and name the second in permissionsBoundary.",
    },
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
