import type { Settings } from "../../compiler/index.js";
import { controlPlaneName, reconcilerName, starterName } from "../../compiler/names/index.js";

/**
 * The names of the control plane. They begin with `<namePrefix>_control-`, and those of pipelines with
 * `<namePrefix>-`: as no prefix holds an underscore, a policy for the one never reaches the other, whatever the
 * prefixes of the installations in an account are.
 */
export function controlPlaneNames({ namePrefix, table, state }: Settings) {
  const named = (what: string) => controlPlaneName(namePrefix, what);
  return {
    table,
    ledger: named("ledger"),
    stateBucket: state.bucket,
    lockTable: state.lockTable,
    /** The alias of the key of what Terraform deploys. */
    deploymentsKey: named("deployments"),
    dispatcher: named("dispatcher"),
    schedule: named("schedule"),
    /** The role by which EventBridge Scheduler calls the schedule's function. */
    scheduler: named("scheduler"),
    reconciler: reconcilerName(namePrefix),
    /** The role by which EventBridge starts pipelines. */
    starter: starterName(namePrefix),
    /** The rule by which the end of a build calls the schedule's function. */
    endedBuilds: named("ended-builds"),
    /** The function that hears what pipelines do, and the rule that calls it. */
    events: named("events"),
    failedRecords: named("failed-records"),
    failures: named("failures"),
    /** The namespace of metrics that are read out of logs. */
    metrics: `stagewright/${namePrefix}`,
    dashboard: named("dashboard"),
    /** The policy that bounds every role of every pipeline, unless the installation names its own. */
    boundary: named("boundary"),
    parameter: installationParameter(namePrefix),
    /** The control plane's own state. */
    stateKey: "control-plane/terraform.tfstate",
  };
}

export type ControlPlaneNames = ReturnType<typeof controlPlaneNames>;

/** The parameter of Systems Manager that tells who comes later what `bootstrap` made. */
export function installationParameter(namePrefix: string): string {
  return `/stagewright/${namePrefix}/installation`;
}

/** Names of the control plane's resources that no setting names, as a pattern of IAM. */
export function controlPlanePattern(namePrefix: string): string {
  return controlPlaneName(namePrefix, "*");
}

/** Names of pipelines' resources, and of nothing else, as a pattern of IAM. */
export function pipelinePattern(namePrefix: string): string {
  return `${namePrefix}-*--*`;
}
