import type { KeyObject } from "node:crypto";
import type { Variables } from "../../../toolchain/index.js";

/** What the tools are found with. */
export interface Sources {
  /** As a rule `process.env`. */
  readonly env: Variables;
  /** The project, whose own cdktf comes first. */
  readonly cwd: string;
  /** The machine's cache; what is in it may be removed at any time. */
  readonly cache: string;
  /** Of the builds, as Terraform spells it. */
  readonly platform: string;
  /** Where Terraform's releases are. */
  readonly releases: string;
  /** Whose signature a release bears. */
  readonly releaseKeys: readonly KeyObject[];
  readonly signal?: AbortSignal;
}

/** A program as one file. */
export interface Executable {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}
