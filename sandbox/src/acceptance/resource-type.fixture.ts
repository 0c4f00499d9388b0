import type { Surroundings } from "./surroundings.fixture.js";

/** Arguments and blocks as Terraform's JSON syntax has them; a literal `${` is written `$${`. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What one resource is made with. */
export interface Given extends Surroundings {
  /** Of this resource alone: lower-case letters, digits and hyphens, 40 at most. */
  readonly name: string;
  /** How Terraform calls it: `it` in `aws_s3_bucket.it`. */
  readonly label: string;
}

/** One life more than arguments taken one by one give: what it is made with, and what it then becomes. */
export interface Variant {
  readonly from: (given: Given) => Arguments;
  readonly to: (given: Given) => Arguments;
  /** What AWS fills in beside `from`, as `filledIn`. */
  readonly filledIn?: Arguments;
  /** Whether the change makes it anew. */
  readonly replaces?: boolean;
}

/**
 * All that a test of one resource type needs to know. The driver makes of it one resource for each way of changing
 * it: from the fewest to all arguments and back; each argument changed; each taken away.
 */
export interface ResourceType {
  /** Such as `aws_sqs_queue`. */
  readonly type: string;
  readonly fewest: (given: Given) => Arguments;
  /** The fewest and all others that fit together. */
  readonly all: (given: Given) => Arguments;
  /** By argument, or `block.argument`: another value than in `all`. */
  readonly changes?: (given: Given) => Arguments;
  readonly variants?: Readonly<Record<string, Variant>>;
  /** What is answered of one made with the fewest, where AWS fills it in. Texts between slashes are patterns. */
  readonly filledIn?: Arguments;
  /** Only one is in an account: it lives from the fewest to all arguments, and its variants do. */
  readonly alone?: boolean;
  /** Arguments whose change, or absence, makes the resource anew; `*` for all of them. */
  readonly replacing?: readonly string[];
  /** Arguments beyond the fewest that AWS keeps for ever, or that do not stand alone. */
  readonly stays?: readonly string[];
  /** Blocks within blocks that can be taken away, as `block.block`. */
  readonly takenAway?: readonly string[];
  /** Default: the attribute `id`. */
  readonly importId?: (values: Arguments) => string;
  /** What no import can know. `*` when the type has no import. */
  readonly notImported?: readonly string[];
  /** What it answers otherwise than it was given, with reason: write-only values, for example. */
  readonly notAnswered?: readonly string[];
  /** Other resources that each one needs, by address: `{ "aws_s3_bucket.LABEL": { … } }`. */
  readonly needs?: (given: Given) => Readonly<Record<string, Arguments>>;
}
