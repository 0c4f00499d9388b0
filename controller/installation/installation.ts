import type { Settings } from "../../compiler/index.js";

/** What `bootstrap` made, as the installation's parameter holds it: all that a second laptop, or a build, needs. */
export interface Installation {
  /** The stagewright that bootstrapped it last. */
  readonly version: string;
  /** The central account, 12 digits. */
  readonly account: string;
  /** Complete: with `centralAccount` and `permissionsBoundary`. */
  readonly settings: Settings;
  readonly bundle: Bundle;
  /** The role by which EventBridge starts pipelines. Undefined where an earlier stagewright made the installation: there is none. */
  readonly starterRole?: string;
}

/** The tools of the builds, kept in the state bucket and known by their checksums. */
export interface Bundle {
  /** Of the builds, as Terraform spells it: `linux_amd64`. */
  readonly platform: string;
  readonly terraform: BundledTool;
  /** Terraform's AWS provider. */
  readonly provider: BundledTool;
  /** This package with cdktf: the source of the builds' project. */
  readonly package: BundledPackage;
}

export interface BundledPackage {
  readonly key: string;
  /** Of its files, in hex; a build compares it before it runs any. */
  readonly sha256: string;
}

/** One executable. */
export interface BundledTool {
  readonly version: string;
  /** Of the executable itself, in hex. */
  readonly sha256: string;
  /** The object that holds it, compressed with gzip. */
  readonly key: string;
}
