import type { Problem, Schema } from "../diagnostics/index.js";
import type { ArnContext, Policy, Statement } from "../iam/index.js";
import type { EnvironmentRole } from "../names/index.js";
import type { Settings } from "../settings/index.js";
import type { Job } from "./job/job.js";
import type { Told } from "./job/project.js";

/**
 * The contracts of kinds. A kind is one folder that holds all that stagewright knows of it: what users write, what is
 * checked, its valid form, the actions, what they may do, and the roles that target accounts need for it.
 */

/** What CodePipeline runs. Stack, drawing, comparison and report know no other shape. */
export interface Action {
  /** Unique within its stage. */
  readonly name: string;
  /** From 1. */
  readonly runOrder: number;
  readonly category: "Source" | "Build" | "Test" | "Deploy" | "Approval";
  /** An action provider of AWS, such as `CodeBuild`. */
  readonly provider: string;
  readonly configuration: Readonly<Record<string, string | ArnValue>>;
  /** Names of artifacts. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Of its variables. */
  readonly namespace?: string;
  /** The role of another account that it takes; absent, the pipeline's own. */
  readonly role?: RoleInAccount;
  /** Absent, the pipeline's own. */
  readonly region?: string;
  readonly timeoutMinutes?: number;
  /** The CodeBuild project that it runs, by its name. */
  readonly project?: string;
  /** JSON pointer of what in the item asked for it. */
  readonly origin: string;
  /** What it does, in one line for people. */
  readonly summary: string;
}

/** What of an action its kind says; its stage and its place in the item give the rest. */
export type ActionSpec = Pick<Action, "provider" | "configuration" | "summary"> &
  Partial<Pick<Action, "role" | "region" | "timeoutMinutes" | "project">>;

/** An ARN whose partition, region and account come from where the pipeline stands. */
export interface ArnValue {
  readonly service: string;
  readonly resource: string;
  /** Of a service that stands in no region: the account that it is of. */
  readonly globalIn?: string;
}

export interface RoleInAccount {
  readonly accountId: string;
  readonly name: string;
}

/** JSON Schemas of keys, in the order in which docs show them. */
export type Properties = Readonly<Record<string, Schema>>;

export interface KeysOf {
  readonly properties: Properties;
  /** The keys that must be given, each with what it is in words. */
  readonly required: Readonly<Record<string, string>>;
}

/** A kind's part of the permissions boundary: the most that it grants to any role of any pipeline. */
export interface Ceiling {
  /** What the budget's table calls it. */
  readonly part: string;
  /** The most characters that its statements may hold with default settings. */
  readonly budget: number;
  /** The settings that make it longer. */
  readonly grows: readonly string[];
  readonly statements: (installation: InstallationContext) => Statement[];
}

/** Where all pipelines of an installation stand: what ceilings are made of. */
export interface InstallationContext extends ArnContext {
  /** The names of pipelines' resources, as a pattern of IAM. */
  readonly pipelines: string;
  readonly settings: Settings;
}

/** What a source's `Source` object holds, every key a text. */
export type RawSource = Readonly<Record<string, string | undefined>>;

/** What names a source's code besides its own keys: `RepoName` and `RepoTag`, or a test's. */
export interface Named {
  readonly repository: string;
  readonly branch: string;
}

export interface SourceKind<Valid extends { readonly type: string }> {
  readonly type: Valid["type"];
  /** What it is for: the list of types says it. */
  readonly label: string;
  readonly keys: KeysOf;
  /** The keys that a test takes over from an application's source of the same type. */
  readonly inherited: readonly string[];
  /** Whether it is a repository with branches, so that a test names both. */
  readonly isRepository: boolean;
  /** What is wrong with a repository's name. */
  whyNoRepository(name: string): Pick<Problem, "message" | "hint"> | undefined;
  /** `path` is that of the `Source` object. */
  check(raw: RawSource, path: string, settings: Settings): Problem[];
  /** `application` is what a test's source takes over, if that is of the same type. */
  valid(raw: RawSource, named: Named, application: Valid | undefined): Valid;
  /** `starts`: the application's source starts the pipeline; a test's does not. */
  action(source: Valid, starts: boolean): ActionSpec;
  /** The event that starts the pipeline; without it AWS starts it by itself. */
  eventPattern?(source: Valid, context: ArnContext): object;
  /** The ARN of the connection that a person has to complete before it can be read. */
  connection?(source: Valid): string;
  /** What the pipeline's role needs for these sources. */
  grants(sources: readonly Valid[], context: ArnContext): Statement[];
  readonly ceiling: Ceiling;
}

/** What a deployment is bound to: the environment, and the names that its pipeline gives it. */
export interface Target {
  readonly environment: string;
  readonly accountId: string;
  /** What is deployed: the artifact of the build or, without one, of the source. */
  readonly artifact: string;
  /** The start of the names of the environment's resources: the pipeline's name, and the environment's. */
  readonly pipeline: string;
  readonly segment: string;
  readonly repository: string;
}

/** An action of a deployment. Run orders count from 1 within the deployment. */
export type DeployAction = ActionSpec &
  Pick<Action, "name" | "runOrder"> &
  Partial<Pick<Action, "category" | "namespace">> & {
    /** Whether it takes what the build put out; without a build, the source. */
    readonly takesBuild: boolean;
    /** Whether it changes nothing yet, and shows what will change: an approval is asked after it. */
    readonly prepares: boolean;
  };

/** A CodeBuild project that a deployment runs, beside the pipeline's build and the environment's tests. */
export interface DeployProject {
  /** Told apart within the environment by what it does. */
  readonly step: Exclude<EnvironmentRole, "tests">;
  /** In AWS. */
  readonly name: string;
  readonly description: string;
  /** The role that it runs as, in the central account; its own. */
  readonly role: string;
  /** The account of the role that it takes besides; absent: it takes none. */
  readonly account?: string;
  job(context: ArnContext): Job;
  /** The variables that it is given before those of its job. */
  told(context: ArnContext): readonly Told[];
  /** What its role may do beside reading its input, writing its log and what its job asks for. */
  grants(context: ArnContext): readonly Statement[];
}

/** What approvers of a deployment read before the item's own words. */
export interface ApprovalText {
  readonly text: string;
  /** Where they see all of it: an address, or a variable that holds one. */
  readonly link: string;
}

export interface DeployKind<
  Raw,
  Valid extends { readonly type: string },
  Bound extends { readonly type: string },
> {
  readonly type: Valid["type"];
  readonly label: string;
  /** Where its keys stand: on the environment itself, as the first kind's always did, or in `Deployment`. */
  readonly place: "environment" | "deployment";
  readonly keys: KeysOf;
  /** The key of an environment that says this kind by itself, so that no type is written. */
  readonly mark?: string;
  /** The JSON Schema of its own settings, `deploy.<type>`; undefined if it has none. */
  readonly settings?: Schema;
  /** Settings that stand beside those of no kind, since more than the kind's actions are made of them. */
  readonly ownSettings?: Properties;
  /** `path` is that of the environment or of `Deployment`, as `place` says. */
  check(raw: Raw, path: string, settings: Settings): Problem[];
  valid(raw: Raw, settings: Settings): Valid;
  /** Plain data, with every name that AWS knows. */
  bind(deployment: Valid, target: Target, settings: Settings): Bound;
  actions(bound: Bound, target: Target): readonly DeployAction[];
  /** The projects that its actions run. Undefined: AWS's own actions do it all. */
  projects?(bound: Bound): readonly DeployProject[];
  /** What approvers are shown of what will change. */
  approvalText?(target: Target): ApprovalText;
  /** What tests of the environment are told of it, by the variable's name. */
  readonly tells: readonly string[];
  told(bound: Bound): Readonly<Record<string, string>>;
  /** What the tests' roles need to read what they are told of. */
  testGrants?(bound: Bound, context: ArnContext): Statement[];
  /** The roles of the target account that read the pipeline's artifacts. */
  readers(bound: Bound): readonly RoleInAccount[];
  /** What the pipeline's role needs for these deployments. */
  grants(bounds: readonly Bound[], context: ArnContext): Statement[];
  readonly ceiling: Ceiling;
  /** The names of its roles in target accounts, as patterns of IAM: with isolated repositories there may be many. */
  rolePatterns(settings: Settings): readonly string[];
  /** What target accounts need for it. */
  targetRoles(site: TargetSite, settings: Settings): readonly TargetRole[];
}

/** Where target roles stand, in their account, and whom they serve; plain values or references. */
export interface TargetSite extends ArnContext {
  /** The account of the pipelines. */
  readonly centralAccount: string;
  readonly namePrefix: string;
  /** How the names of AWS's hosts end there, where the region is a reference and does not tell. */
  readonly dnsSuffix?: string;
  /** What the installation keeps there: the table of the items, and the bucket and the table of Terraform's states. */
  readonly table: string;
  readonly stateBucket: string;
  readonly lockTable: string;
  /** The repositories that may deploy to this account. */
  readonly repositories: readonly string[];
  /** The names of every role that any kind makes in the account, as patterns of IAM: no application may touch them. */
  readonly ownRoles: readonly string[];
}

/** The same without what is of one account. */
export type TargetContext = Omit<TargetSite, "ownRoles" | "repositories">;

/** A role of a target account, as IAM holds it. */
export interface TargetRole {
  /** What it is for; the name of its policy. */
  readonly kind: string;
  readonly name: string;
  readonly description: string;
  readonly trust: Policy<object>;
  readonly policy: Policy<object>;
  /** ARNs of AWS's own policies that it has beside its own. */
  readonly managedPolicies?: readonly string[];
  /** Whether `modules/child-account` makes it from variables of its own; all others are given to it whole. */
  readonly ofModule: boolean;
}
