import type { Approval, Job, Source } from "../item/index.js";

/**
 * The pipeline that an item asks for: plain data, every name already the one in AWS. Knows neither CDKTF
 * nor the SDK; the preview, the policies and the Terraform stack are all made from it.
 */
export interface Pipeline {
  /** Injective and stable in (repository, branch): the tag `stagewright:pipeline`. */
  readonly id: string;
  /** The pipeline's name in AWS, the stack's name, and the start of every other name. */
  readonly name: string;
  readonly repository: string;
  readonly branch: string;
  readonly executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  readonly stages: readonly Stage[];
  readonly build: Project;
  /** The environments that are deployed, in order. */
  readonly environments: readonly Deployment[];
  /** One for each region in which an action runs; the first stands in the pipeline's own. */
  readonly artifactStores: readonly [ArtifactStore, ...ArtifactStore[]];
  /**
   * Who may read the artifacts: the roles of every environment that the item names, deployed or not, so that
   * switching one off and on touches nothing but that environment.
   */
  readonly readers: readonly RoleInAccount[];
  /** What starts the pipeline through EventBridge; connections start it by themselves. */
  readonly trigger?: Trigger;
  readonly roles: { readonly pipeline: string; readonly build: string; readonly events: string };
  readonly eventRule: string;
  /** Days; 0 keeps artifacts. */
  readonly artifactRetentionDays: number;
  /** Days; 0 keeps logs. */
  readonly logRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly name: string;
  readonly actions: readonly Action[];
}

export type Action =
  | SourceAction
  | BuildAction
  | ApprovalAction
  | CreateChangeSetAction
  | ExecuteChangeSetAction
  | TestAction;

interface AnyAction {
  /** Unique within its stage. */
  readonly name: string;
  readonly runOrder: number;
  /** Where it runs; absent, in the pipeline's own region. */
  readonly region?: string;
}

export interface SourceAction extends AnyAction {
  readonly kind: "source";
  readonly source: Source;
  readonly output: string;
  /** The application's source starts the pipeline; a test's source does not. */
  readonly application: boolean;
}

export interface BuildAction extends AnyAction {
  readonly kind: "build";
  readonly project: string;
  readonly input: string;
  readonly output: string;
}

export interface ApprovalAction extends AnyAction {
  readonly kind: "approval";
  readonly environment: string;
  readonly approval: Approval;
}

export interface CreateChangeSetAction extends AnyAction {
  readonly kind: "create-change-set";
  readonly environment: string;
  readonly input: string;
}

export interface ExecuteChangeSetAction extends AnyAction {
  readonly kind: "execute-change-set";
  readonly environment: string;
}

export interface TestAction extends AnyAction {
  readonly kind: "test";
  readonly environment: string;
  readonly test: string;
  /** The test's key within its environment's module. */
  readonly key: string;
  readonly project: string;
  readonly input: string;
}

/**
 * A bucket with a key for the artifacts of the actions in one region (CodePipeline user guide, "Add a cross-Region
 * action").
 */
export interface ArtifactStore {
  readonly region: string;
  /** The bucket's name is `<pipeline>-<account>` and this. */
  readonly bucketSuffix: string;
}

/** A CodeBuild project. */
export interface Project {
  readonly name: string;
  readonly job: Job;
}

/** An environment that the pipeline deploys to. */
export interface Deployment {
  readonly name: string;
  /** Its Terraform identifier: `module.<identifier>`, the same for names that differ only in case. */
  readonly identifier: string;
  /** In lower case, as the tests see it (`STAGE`). */
  readonly stage: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly roles: {
    readonly formation: RoleInAccount;
    readonly deployer: RoleInAccount;
    readonly test: RoleInAccount;
  };
  readonly stackName: string;
  readonly changeSetName: string;
  readonly templatePath: string;
  readonly capabilities: readonly string[];
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly approval?: Approval;
  /** The topic that is made for the approval's e-mails. */
  readonly approvalTopic?: string;
  /** The role of this environment's tests, in the central account. */
  readonly testsRole: string;
  /** The start of the names of this environment's projects and topic. */
  readonly namePrefix: string;
  /** The tests that run, by name. */
  readonly tests: readonly DeployedTest[];
}

export interface DeployedTest extends Project {
  readonly test: string;
  /** Its key within its environment's module, the same for names that differ only in case. */
  readonly key: string;
  readonly source: Source;
}

export interface RoleInAccount {
  readonly accountId: string;
  readonly name: string;
}

export type Trigger =
  | { readonly type: "CodeCommit"; readonly repository: string; readonly branch: string }
  | { readonly type: "S3"; readonly bucket: string; readonly key: string };
