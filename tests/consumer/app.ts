import { App, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import {
  buildPipeline,
  checkSettings,
  InvalidInputError,
  type Pipeline,
  PipelineStack,
  parseItem,
} from "stagewright";

const { settings, problems } = checkSettings({ centralAccount: "111111111111", region: "eu-west-1" });
if (!settings) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));

/** A pipeline's stack with something of the team's own in it. */
class TeamPipeline extends PipelineStack {
  constructor(scope: Construct, pipeline: Pipeline, team: string) {
    super(scope, { pipeline, settings });
    new TerraformOutput(this, "team", { value: team });
    this.addOverride("terraform.required_providers.aws.version", "~> 6.0");
  }
}

const item = parseItem(
  {
    RepoName: "webshop",
    RepoTag: "main",
    EnvironmentOrder: ["Staging", "Live"],
    DeploymentConfigurations: {
      Staging: { AwsAccountId: "222222222222", Deploy: true },
      Live: { AwsAccountId: "333333333333", Deploy: true, ManualApproval: "lead@example.com" },
    },
  },
  { settings },
);

const app = new App({ outdir: "out" });
const stack = new TeamPipeline(app, buildPipeline(item, { settings }), "checkout");
app.synth();
console.log(stack.node.id);

try {
  parseItem({ RepoName: "webshop", RepoTags: "main" });
} catch (error) {
  if (!(error instanceof InvalidInputError)) throw error;
  for (const { code, path, hint } of error.diagnostics) console.log(`${code} ${path}: ${hint}`);
}
