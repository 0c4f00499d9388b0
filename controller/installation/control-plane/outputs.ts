import { TerraformOutput, type TerraformStack } from "cdktf";
import { consoleHost } from "../../../compiler/iam/index.js";
import type { ControlPlaneProps } from "./props.js";

/** What a person looks for after a deployment. */
export function addControlPlaneOutputs(stack: TerraformStack, { site }: ControlPlaneProps): void {
  const { names, region } = site;
  const outputs = {
    table: "${aws_dynamodb_table.config.name}",
    ledger: "${aws_dynamodb_table.ledger.name}",
    project: "${aws_codebuild_project.reconciler.name}",
    failures_topic: "${aws_sns_topic.failures.arn}",
    boundary: site.boundary,
    dashboard: `https://${consoleHost(region)}/cloudwatch/home?region=${region}#dashboards:name=${names.dashboard}`,
  };
  for (const [name, value] of Object.entries(outputs)) {
    new TerraformOutput(stack, `output-${name}`, { value }).overrideLogicalId(name);
  }
}
