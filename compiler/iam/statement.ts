/** An IAM policy document. Some rooms hold statements of an installation's own settings, which are taken as they are written. */
export interface Policy<S extends object = Statement> {
  readonly Version: "2012-10-17";
  readonly Statement: readonly S[];
}

/** One text, several, or a reference of Terraform to several. */
export type Texts = string | readonly string[];

export interface Statement<T extends Texts = readonly string[]> {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly Action: T;
  /** `NotResource` and `NotAction` are never used: what a role may do is always named. */
  readonly Resource?: T;
  readonly Condition?: Conditions;
}

export type Principal = "*" | Readonly<Record<string, Texts>>;

export type Conditions = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

/** A statement of a role's policy, as every room writes it: what may be done, on what, and when. */
export function allow<T extends Texts>(
  Sid: string,
  Action: T,
  Resource: T,
  Condition?: Conditions,
): Statement<T> {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

/** What may never be done, whatever else is granted. */
export function deny<T extends Texts>(
  Sid: string,
  Action: T,
  Resource: T,
  Condition?: Conditions,
): Statement<T> {
  return { Sid, Effect: "Deny", Action, Resource, ...(Condition && { Condition }) };
}

/**
 * Only what is of these accounts. A bucket's ARN names none, and who makes a bucket of a name that was given up is its
 * owner then. S3 always says whose a bucket is; a key that is not sent does not refuse.
 */
export function ownedBy(accounts: Texts): Conditions {
  return { StringEqualsIfExists: { "aws:ResourceAccount": accounts } };
}

/** A statement of a resource's own policy, which says who; a trust policy names no resource. */
export function allowTo(
  Principal: Principal,
  { Sid, Action, Resource, Condition }: Omit<Statement, "Effect" | "Principal">,
): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal,
    Action,
    ...(Resource && { Resource }),
    ...(Condition && { Condition }),
  };
}

/** Actions of one service: `ofService("s3", ["GetObject"])` is `["s3:GetObject"]`. */
export function ofService(service: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}

/** A policy of these statements; those that name no resource grant nothing and are left out. */
export function policy(statements: readonly Statement[]): Policy {
  return {
    Version: "2012-10-17",
    Statement: statements.filter(({ Resource }) => Resource === undefined || Resource.length > 0),
  };
}

/** Sorted and without repetition, so that equal pipelines get equal policies. */
export function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
