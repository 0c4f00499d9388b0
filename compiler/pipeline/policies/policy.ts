import type { Action } from "../pipeline.js";

/** An IAM policy document. */
export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: readonly string[];
  /** `NotResource` and `NotAction` are never used: what a role may do is always named. */
  readonly Resource?: readonly string[];
  readonly Condition?: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * Where a resource stands, for its ARN. Plain values give the policies as AWS holds them, Terraform references give
 * them as the stack writes them.
 */
export interface ArnContext {
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  readonly region: string;
  /** The central account. */
  readonly account: string;
}

/** Where a pipeline stands. */
export interface Ground extends ArnContext {
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** A policy of these statements; those that name no resource grant nothing and are left out. */
export function policy(statements: readonly Statement[]): Policy {
  return {
    Version: "2012-10-17",
    Statement: statements.filter(({ Resource }) => Resource === undefined || Resource.length > 0),
  };
}

/** Where an action's resources stand: in the region in which it runs. */
export function contextOf({ region }: Pick<Action, "region">, home: ArnContext): ArnContext {
  const { partition, account } = home;
  return { partition, region: region ?? home.region, account };
}

/** `arn:aws:codebuild:eu-west-1:111111111111:project/name`, in the central account. */
export function arn(service: string, resource: string, { partition, region, account }: ArnContext): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

export function roleArn(
  accountId: string,
  name: string,
  { partition }: Pick<ArnContext, "partition">,
): string {
  return `arn:${partition}:iam::${accountId}:role/${name}`;
}

/** Sorted and without repetition, so that equal pipelines get equal policies. */
export function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
