import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import { escapeForCdktf, unescapeFromCdktf } from "../../../compiler/stack/escape.js";
import { formatInstallation, installationDigest } from "../format.js";
import type { Installation } from "../installation.js";
import { addAlarms } from "./alarms.js";
import { addDashboard } from "./dashboard.js";
import { addDeployments } from "./deployments.js";
import { addEndedBuilds } from "./ended-builds.js";
import { addFailures } from "./failures.js";
import { addFoundation } from "./foundation.js";
import { addFunctions } from "./functions.js";
import { addControlPlaneOutputs } from "./outputs.js";
import { addPipelineEvents } from "./pipeline-events.js";
import type { ControlPlaneProps } from "./props.js";
import { addReconciler } from "./reconciler.js";
import { addRoles, type Roles } from "./roles.js";
import { siteOf } from "./site.js";
import { addStateStore } from "./state-store.js";
import { addTables } from "./tables.js";

export interface ControlPlaneOptions {
  readonly installation: Installation;
  /** SHA-256 of the functions' zip file in base64, as Lambda gives it. */
  readonly lambdaSha256: string;
  /** Whether AWS refuses to delete the tables. Off only on the way to their end. */
  readonly protect: boolean;
}

/** All that turns changes of the config table into pipelines, as one Terraform stack. */
export class ControlPlaneStack extends TerraformStack {
  constructor(scope: Construct, { installation, lambdaSha256, protect }: ControlPlaneOptions) {
    super(scope, `${installation.settings.namePrefix}_control`);
    const site = siteOf(installation);
    const { settings, bundle } = escapeForCdktf(installation);
    const installationSha256 = installationDigest(formatInstallation(installation));
    const plan: ControlPlaneProps = { site, settings, bundle, installationSha256, lambdaSha256, protect };
    addFoundation(this, plan);
    addStateStore(this, plan);
    addTables(this, plan);
    addDeployments(this, plan);
    const roles = addRoles(this, plan);
    addFunctions(this, roles, plan);
    addReconciler(this, roles, plan);
    addEndedBuilds(this, plan);
    addPipelineEvents(this, plan);
    addFailures(this, roles, plan);
    addAlarms(this, plan);
    addDashboard(this, plan);
    addParameter(this, roles, installation, plan);
    addControlPlaneOutputs(this, plan);
  }

  override toTerraform(): unknown {
    return unescapeFromCdktf(super.toTerraform());
  }
}

/** Intelligent-Tiering: long settings need more than the 4 KB of a standard parameter. */
function addParameter(
  stack: TerraformStack,
  { starter }: Roles,
  installation: Installation,
  { site }: ControlPlaneProps,
): void {
  const parameter = new SsmParameter(stack, "installation-parameter", {
    name: site.names.parameter,
    description: "What stagewright bootstrap made",
    type: "String",
    tier: "Intelligent-Tiering",
    value: escapeForCdktf(formatInstallation(installation)),
  });
  // It says that the role is there.
  dependOn(parameter, [starter.ready]).overrideLogicalId("installation");
}
