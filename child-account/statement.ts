import { type ArnContext, arn, type Policy } from "../compiler/iam/index.js";

/** Statements of the installation's own settings are taken as they are written. */
export function policyOf(...statements: readonly (readonly object[])[]): Policy<object> {
  return { Version: "2012-10-17", Statement: statements.flat() };
}

/**
 * Where the roles stand, in the target account, and whom they serve. Plain values give the policies as AWS holds them,
 * references give them as a template writes them.
 */
export interface Site extends ArnContext {
  /** The account of the pipelines. */
  readonly centralAccount: string;
  readonly namePrefix: string;
}

/** Stacks of pipelines: all of the installation, or those whose names end as given. */
export function stacksArn(site: Site, ending: string): string {
  return arn("cloudformation", `stack/${site.namePrefix}-*--*${ending}/*`, site);
}
