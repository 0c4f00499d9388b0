import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project/index.js";
import type { TerraformStack } from "cdktf";
import { imageOf } from "../../../compiler/kinds/index.js";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import { buildspecOf } from "./buildspec.js";
import type { ControlPlaneProps } from "./props.js";
import type { Roles } from "./roles.js";

/** The project whose builds run `stagewright reconcile`. Its source is the package in the state bucket. */
export function addReconciler(stack: TerraformStack, { reconciler }: Roles, plan: ControlPlaneProps): void {
  const { site, settings, packageKey } = plan;
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
    concurrentBuildLimit: controller.concurrentBuilds,
    source: {
      type: "S3",
      location: `${site.names.stateBucket}/${packageKey}`,
      buildspec: buildspecOf(settings),
    },
    artifacts: { type: "NO_ARTIFACTS" },
    environment: {
      ...imageOf(controller.image),
      computeType: controller.computeType,
      environmentVariable: [{ name: "STAGEWRIGHT_INSTALLATION", value: settings.namePrefix }],
    },
    logsConfig: { cloudwatchLogs: { groupName: "${aws_cloudwatch_log_group.reconciler.name}" } },
  });
  dependOn(project, [reconciler.ready]).overrideLogicalId("reconciler");
}
