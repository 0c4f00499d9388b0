/** What a build and a test say of themselves, as the checks see it: everything may be missing. */
export interface RawJob {
  readonly BuildImage?: string;
  readonly EnvironmentType?: "ARM_CONTAINER" | "LINUX_CONTAINER";
  readonly ComputeType?: string;
  readonly TimeoutMinutes?: number;
  readonly Privileged?: boolean;
  readonly EnvironmentVariables?: Readonly<Record<string, RawVariable>>;
  readonly Vpc?: RawVpc;
}

export type RawVariable =
  | string
  | { readonly Type: "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER"; readonly Value: string };

export interface RawVpc {
  readonly VpcId: string;
  readonly Subnets: readonly string[];
  readonly SubnetOwner?: string;
  readonly SecurityGroups: readonly string[];
}
