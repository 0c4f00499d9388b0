import type { Settings } from "../../settings/index.js";
import { byName } from "../by-name.js";
import type { RawJob, RawVariable, RawVpc } from "./raw.js";

/** What CodeBuild needs to know of a build or a test. */
export interface Job {
  readonly image: string;
  /** Left out, the image's name says it. */
  readonly environmentType?: "ARM_CONTAINER" | "LINUX_CONTAINER";
  /** Path in the source. */
  readonly buildspec: string;
  readonly computeType: string;
  readonly timeoutMinutes: number;
  readonly privileged: boolean;
  /** Sorted by name. */
  readonly variables: readonly Variable[];
  readonly vpc?: Vpc;
}

export interface Variable {
  readonly name: string;
  readonly type: "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER";
  readonly value: string;
}

export interface Vpc {
  readonly id: string;
  readonly subnets: readonly string[];
  /** The account that shares them; absent: the central account's own. */
  readonly subnetOwner?: string;
  readonly securityGroups: readonly string[];
}

const defaultBuildspec = "buildspec.yml";

/** The valid form of a build or a test, with the installation's defaults. */
export function jobOf(job: RawJob, buildspec: string | undefined, { defaults }: Settings): Job {
  return {
    image: job.BuildImage ?? defaults.buildImage,
    ...(job.EnvironmentType && { environmentType: job.EnvironmentType }),
    buildspec: buildspec ?? defaultBuildspec,
    computeType: job.ComputeType ?? defaults.computeType,
    timeoutMinutes: job.TimeoutMinutes ?? defaults.timeoutMinutes,
    privileged: job.Privileged ?? false,
    variables: byName(job.EnvironmentVariables ?? {}).map(variableOf),
    ...(job.Vpc && { vpc: vpcOf(job.Vpc) }),
  };
}

function variableOf([name, variable]: [string, RawVariable]): Variable {
  if (typeof variable === "string") return { name, type: "PLAINTEXT", value: variable };
  return { name, type: variable.Type, value: variable.Value };
}

function vpcOf({ VpcId, Subnets, SubnetOwner, SecurityGroups }: RawVpc): Vpc {
  return {
    id: VpcId,
    subnets: [...Subnets].sort(),
    ...(SubnetOwner !== undefined && { subnetOwner: SubnetOwner }),
    securityGroups: [...SecurityGroups].sort(),
  };
}
