import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project/index.js";
import type { TerraformStack } from "cdktf";
import type { Settings } from "../../../compiler/index.js";
import { imageOf } from "../../../compiler/kinds/index.js";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import { buildspecOf } from "./buildspec.js";
import type { ControlPlaneProps } from "./props.js";
import type { Roles } from "./roles.js";

/** The project whose builds run `stagewright reconcile`. Its source is the package in the state bucket. */
export function addReconciler(
  stack: TerraformStack,
  { reconciler, starter }: Roles,
  plan: ControlPlaneProps,
): void {
  const { site, settings, bundle, installationSha256 } = plan;
  const { controller, defaults } = settings;
  const name = site.names.reconciler;
  new CloudwatchLogGroup(stack, "reconciler-log", {
    name: `/aws/codebuild/${name}`,
    retentionInDays: defaults.logRetentionDays,
  }).overrideLogicalId("reconciler");
  const project = new CodebuildProject(stack, "reconciler-project", {
    name,
    description: "Makes pipelines match the items of the config table",
    serviceRole: reconciler.arn,
    buildTimeout: controller.timeoutMinutes,
    ...limitOf(controller),
    source: {
      type: "S3",
      location: `${site.names.stateBucket}/${bundle.package.key}`,
      buildspec: buildspecOf(settings, bundle.package.sha256),
    },
    artifacts: { type: "NO_ARTIFACTS" },
    environment: {
      ...imageOf(controller.image),
      computeType: controller.computeType,
      environmentVariable: [
        { name: "STAGEWRIGHT_INSTALLATION", value: settings.namePrefix },
        { name: "STAGEWRIGHT_INSTALLATION_SHA256", value: installationSha256 },
      ],
    },
    logsConfig: { cloudwatchLogs: { groupName: "${aws_cloudwatch_log_group.reconciler.name}" } },
  });
  // A build gives pipelines the role that starts them.
  dependOn(project, [reconciler.ready, starter.ready]).overrideLogicalId("reconciler");
}

/**
 * Of one build at once the dispatcher takes care itself, by tokens: an account that runs none as yet refuses every limit
 * of a project as higher than its own, and so the project too (terraform-provider-aws, pull request 37748).
 */
function limitOf({ concurrentBuilds }: Settings["controller"]): { concurrentBuildLimit?: number } {
  return concurrentBuilds > 1 ? { concurrentBuildLimit: concurrentBuilds } : {};
}
