import type { ApprovalChange, Change } from "../changes/index.js";
import type { Action } from "../kinds/index.js";
import type { Grant, PermissionChange, Pipeline } from "../pipeline/index.js";

/**
 * A pipeline as it is shown to people before it exists: plain data, whole in itself, and in the order in which it is
 * drawn. The page, the Markdown and `--format json` are made from it alone (`preview.schema.json`).
 */
export interface Preview {
  readonly repository: string;
  readonly branch: string;
  /** The pipeline's name in AWS, which is the stack's too. */
  readonly pipeline: string;
  readonly region: string;
  /** 12 digits; absent where the settings do not say it. */
  readonly account?: string;
  readonly executionMode: Pipeline["executionMode"];
  /** Where the item was read from. */
  readonly file: string;
  readonly stages: readonly PreviewStage[];
  /** Every role and every resource with a policy of its own. */
  readonly roles: readonly PreviewRole[];
  /** The item in plain form, as lines of YAML. */
  readonly item: readonly ItemLine[];
  /** Environments and tests that do not run, and the keys that would change that. */
  readonly switchedOff: readonly SwitchedOff[];
  /** Compared with another item. */
  readonly changes?: PreviewChanges;
}

export interface PreviewStage {
  readonly name: string;
  /** `off`: its environments are not deployed. */
  readonly state: "on" | "off";
  readonly change?: Change["change"];
  /** Those that it deploys to: 12 digits each. */
  readonly accounts: readonly string[];
  readonly boxes: readonly Box[];
}

/** An action, and all that a reader may ask of it. */
export interface Box
  extends Pick<Action, "name" | "runOrder" | "category" | "provider" | "summary" | "inputs" | "outputs"> {
  /** From 1, over the whole pipeline. */
  readonly number: number;
  readonly stage: string;
  readonly state: "on" | "off";
  readonly change?: Change["change"];
  /** Where it acts: 12 digits. Absent, in the pipeline's own account. */
  readonly account?: string;
  readonly region: string;
  readonly timeoutMinutes?: number;
  /** JSON pointer of the key in the plain form that asked for it. */
  readonly origin: string;
  /** The same in the file, as it is written there. */
  readonly writtenAt: string;
  /** What makes it in Terraform. Empty where nothing does: it is switched off, or gone. */
  readonly addresses: readonly string[];
  /** As AWS holds it. */
  readonly configuration: Readonly<Record<string, string>>;
  /** Of the CodeBuild project that it runs. */
  readonly project?: Readonly<Record<string, string>>;
  readonly runsAs: readonly RunsAs[];
}

/** A role that an action works with. */
export interface RunsAs {
  /** The id of one of `roles`. */
  readonly role: string;
  /** What of the role's permissions this action needs; absent, all of them. */
  readonly grants?: readonly Grant[];
}

export interface PreviewRole {
  /** Unique in the preview: its job, or account and name of a role elsewhere. */
  readonly id: string;
  readonly job: string;
  readonly name: string;
  /** The account that it stands in, if that is not the pipeline's own. */
  readonly account?: string;
  /** Absent for what the pipeline's stack does not make. */
  readonly address?: string;
  readonly takenBy?: Grant;
  readonly grants: readonly Grant[];
}

export interface ItemLine {
  readonly text: string;
  /** JSON pointer of the value that stands here. */
  readonly path: string;
  readonly change?: "added" | "removed";
}

export interface SwitchedOff {
  readonly environment: string;
  /** Absent: the whole environment. */
  readonly test?: string;
  /** JSON pointer of the key that would have to be true. */
  readonly flip: string;
}

export interface PreviewChanges {
  /** What it is compared with, in words. */
  readonly against: string;
  /** Names are `Stage/Action`. */
  readonly actions: readonly Change[];
  /** Names are Terraform addresses. */
  readonly resources: readonly Change[];
  /** What may be done afterwards and might not before. */
  readonly wider: readonly PermissionChange[];
  readonly narrower: readonly PermissionChange[];
  /** Approvals that are taken away, or that ask others. */
  readonly approvals: readonly ApprovalChange[];
}
