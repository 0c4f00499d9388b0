/** One text, several, or a reference of Terraform to several. */
export type Texts = string | readonly string[];

/** A statement of an IAM policy, with plain values or with references of Terraform or CloudFormation. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, Texts>>;
  readonly Action: Texts;
  readonly Resource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

export interface Policy {
  readonly Version: "2012-10-17";
  /** Those of the installation's own settings are taken as they are written. */
  readonly Statement: readonly object[];
}

export function policy(...statements: readonly (readonly object[])[]): Policy {
  return { Version: "2012-10-17", Statement: statements.flat() };
}

/**
 * Where the roles stand and whom they serve. Plain values give the policies as AWS holds them, references give them
 * as a template writes them.
 */
export interface TargetAccountContext {
  readonly partition: string;
  /** The target account. */
  readonly account: string;
  readonly region: string;
  /** The account of the pipelines. */
  readonly centralAccount: string;
  readonly namePrefix: string;
}

export function roleArn(
  { partition, account }: Pick<TargetAccountContext, "partition" | "account">,
  name: string,
): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}

/** Stacks of pipelines: all of the installation, or those whose names end as given. */
export function stacksArn(
  { partition, region, account, namePrefix }: TargetAccountContext,
  ending: string,
): string {
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${namePrefix}-*--*${ending}/*`;
}
