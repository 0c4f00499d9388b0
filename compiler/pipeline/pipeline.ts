import type {
  Action,
  BoundApproval,
  BoundDeployment,
  Project,
  RoleInAccount,
  Source,
} from "../kinds/index.js";

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
  /** The application's, then those of the tests that run. */
  readonly sources: readonly Source[];
  /** Absent where there is nothing to build. */
  readonly build?: Project;
  /** KMS keys of source buckets and approval topics that the pipeline's role may use: ARNs. */
  readonly lentKeys: readonly string[];
  /** The environments that are deployed, in order. */
  readonly environments: readonly TargetEnvironment[];
  /** One for each region in which an action runs; the first stands in the pipeline's own. */
  readonly artifactStores: readonly [ArtifactStore, ...ArtifactStore[]];
  /**
   * Who may read the artifacts: the roles of every environment that the item names, deployed or not, so that
   * switching one off and on touches nothing but that environment.
   */
  readonly readers: readonly RoleInAccount[];
  /** What starts the pipeline through EventBridge; connections start it by themselves. */
  readonly trigger?: Source;
  /** Of the pipeline, and of its build if it has one. */
  readonly roles: { readonly pipeline: string; readonly build: string };
  /** The installation's role that keeps the pipeline as its item says; in the central account. */
  readonly keeper: string;
  /** The installation's role by which EventBridge starts the pipeline; in the central account. */
  readonly starter: string;
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

/**
 * A bucket with a key for the artifacts of the actions in one region (CodePipeline user guide, "Add a cross-Region
 * action").
 */
export interface ArtifactStore {
  readonly region: string;
  /** The bucket's name is `<pipeline>-<account>` and this. */
  readonly bucketSuffix: string;
}

/** An environment that the pipeline deploys to. */
export interface TargetEnvironment {
  readonly name: string;
  /** Its Terraform identifier: `module.<identifier>`, the same for names that differ only in case. */
  readonly identifier: string;
  /** In lower case, as the tests see it (`STAGE`). */
  readonly stage: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly deployment: BoundDeployment;
  /** With the name of the topic that is made for its e-mails. */
  readonly approval?: BoundApproval;
  /** The role of the target account that the tests take. */
  readonly testRole: RoleInAccount;
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
  /** The source's action, and the artifact that it puts out. */
  readonly sourceAction: string;
  readonly artifact: string;
  /** The role that it runs as, in the central account; it shares it with the tests that run the same code. */
  readonly role: string;
}
