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
import { hide, reveal } from "./escape.js";
import { readModules, writeModules } from "./modules.js";
import { addOutputs } from "./outputs.js";
import { type Json, plainTerraform } from "./plain-terraform.js";
import { requirements } from "./requirements.js";
import { addTrigger } from "./trigger.js";

export interface PipelineStackOptions {
  readonly pipeline: Pipeline;
  /** Default: the documented defaults. */
  readonly settings?: Settings;
}

/** One pipeline as one Terraform stack, named after the pipeline. Its modules are copied beside it. */
export class PipelineStack extends TerraformStack {
  readonly #own: Json;
  #overridden = false;

  constructor(scope: Construct, options: PipelineStackOptions) {
    super(scope, options.pipeline.name);
    const { settings = defaultSettings() } = options;
    this.#own = overridesOf(settings);
    for (const [path, value] of Object.entries(this.#own)) super.addOverride(path, value);
    build(this, hide(options.pipeline), settings);
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
    return plain ?? reveal(super.toTerraform());
  }

  /** As in any stack of CDKTF; what is overridden here wins over what the installation requires. */
  override addOverride(path: string, value: unknown): void {
    this.#overridden = true;
    super.addOverride(path, value);
  }
}

/** What of a pipeline's stack CDKTF has no construct for. */
export function overridesOf(settings: Settings): Json {
  return { terraform: requirements(settings), moved: movedBuild };
}

/** From here on every string of the pipeline is hidden from CDKTF; what starts with `${` is ours. */
function build(stack: TerraformStack, pipeline: Pipeline, settings: Settings): void {
  addProvider(stack, pipeline, settings);
  addBackend(stack, `pipelines/${pipeline.id}/terraform.tfstate`, settings);
  const site = {
    region: settings.region,
    account: "${data.aws_caller_identity.current.account_id}",
    partition: "${data.aws_partition.current.partition}",
    boundary: settings.permissionsBoundary,
    tags: ownTags(pipeline, settings),
  };
  const artifacts = addArtifacts(stack, pipeline, site, settings);
  const ground = { ...site, bucketArn: artifacts.bucketArn, keyArn: artifacts.keyArn };
  const place = { ...ground, bucketName: artifacts.bucketName };
  const buildProject = addBuild(stack, pipeline, place);
  const environments = pipeline.environments.map((environment) =>
    addEnvironment(stack, environment, pipeline, place),
  );
  addCodePipeline(stack, pipeline, place, [artifacts.ready, buildProject, ...environments]);
  addTrigger(stack, pipeline, place);
  addOutputs(stack, pipeline, place);
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
