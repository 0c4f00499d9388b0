import { join } from "node:path";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { type IStackSynthesizer, type ISynthesisSession, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Pipeline } from "../pipeline/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { addArtifacts } from "./artifacts.js";
import { addBackend } from "./backend.js";
import { addBuild, movedBuild } from "./build.js";
import { addCodePipeline } from "./codepipeline.js";
import { addEnvironment } from "./environment.js";
import { escapeForCdktf, unescapeFromCdktf } from "./escape.js";
import { readModules, writeModules } from "./modules.js";
import { addPipelineOutputs } from "./outputs.js";
import { plainTerraform, type TerraformJson } from "./plain-terraform.js";
import type { StackContext } from "./stack-context.js";
import { terraformBlock } from "./terraform-block.js";
import { addTrigger } from "./trigger.js";

export interface PipelineStackOptions {
  readonly pipeline: Pipeline;
  /** Default: the documented defaults. */
  readonly settings?: Settings;
}

/** One pipeline as one Terraform stack, named after the pipeline. Its modules are copied beside it. */
export class PipelineStack extends TerraformStack {
  readonly #own: TerraformJson;
  #overridden = false;

  constructor(scope: Construct, options: PipelineStackOptions) {
    super(scope, options.pipeline.name);
    const { settings = defaultSettings() } = options;
    this.#own = overridesOf(settings);
    for (const [path, value] of Object.entries(this.#own)) super.addOverride(path, value);
    build(this, escapeForCdktf(options.pipeline), settings);
    const { synthesizer } = this;
    this.synthesizer = { synthesize: (session) => this.synthesizeWithModules(session, synthesizer) };
  }

  private synthesizeWithModules(session: ISynthesisSession, synthesizer: IStackSynthesizer): void {
    const { workingDirectory } = session.manifest.forStack(this);
    writeModules(readModules(), join(session.outdir, workingDirectory));
    synthesizer.synthesize(session);
  }

  override toTerraform(): unknown {
    const plain = this.#overridden ? undefined : plainTerraform(this, this.#own);
    return plain ?? unescapeFromCdktf(super.toTerraform());
  }

  /** As in any stack of CDKTF; what is overridden here wins over what the installation requires. */
  override addOverride(path: string, value: unknown): void {
    this.#overridden = true;
    super.addOverride(path, value);
  }
}

/** What of a pipeline's stack CDKTF has no construct for. */
export function overridesOf(settings: Settings): TerraformJson {
  return { terraform: terraformBlock(settings), moved: movedBuild };
}

/** From here on every string of the pipeline is hidden from CDKTF; what starts with `${` is ours. */
function build(stack: TerraformStack, pipeline: Pipeline, settings: Settings): void {
  addProvider(stack, pipeline, settings);
  addBackend(stack, `pipelines/${pipeline.id}/terraform.tfstate`, settings);
  const pipelineContext = {
    region: settings.region,
    account: "${data.aws_caller_identity.current.account_id}",
    partition: "${data.aws_partition.current.partition}",
    boundary: settings.permissionsBoundary,
    tags: ownTags(pipeline, settings),
  };
  const artifacts = addArtifacts(stack, pipeline, pipelineContext, settings);
  const { bucketArn, bucketName, keyArn } = artifacts;
  const context: StackContext = { ...pipelineContext, bucketArn, bucketName, keyArn };
  const buildProjects = addBuild(stack, pipeline, context);
  const environments = pipeline.environments.map((environment) =>
    addEnvironment(stack, environment, pipeline, context),
  );
  addCodePipeline(stack, pipeline, context, [artifacts.ready, ...buildProjects, ...environments]);
  addTrigger(stack, pipeline, context);
  addPipelineOutputs(stack, pipeline, context);
}

/** The item's own tags, which every resource but the roles bears. */
function ownTags({ tags }: Pipeline, settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !Object.hasOwn(settings.tags, key)));
}

function addProvider(stack: TerraformStack, pipeline: Pipeline, settings: Settings): void {
  const { region, centralAccount, tags } = settings;
  // Not those of the item: roles would bear them, and policies elsewhere take a role's tags for what it may do.
  new AwsProvider(stack, "aws", {
    region,
    ...(centralAccount && { allowedAccountIds: [centralAccount] }),
    defaultTags: [
      {
        tags: {
          ...tags,
          "stagewright:pipeline": pipeline.id,
          // Target accounts know pipelines by it. All that a repository's name may hold, a tag may hold.
          "stagewright:repository": pipeline.repository,
          "stagewright:stack": pipeline.name,
        },
      },
    ],
  });
  new DataAwsCallerIdentity(stack, "current-identity", {}).overrideLogicalId("current");
  new DataAwsPartition(stack, "current-partition", {}).overrideLogicalId("current");
}
