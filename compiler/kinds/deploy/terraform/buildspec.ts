import type { ArnContext } from "../../../iam/index.js";
import type { BoundTerraform, DeployStep } from "./deployment.js";

/** What a build tells the pipeline. Nothing comes out of the plan's: it runs the repository's code. */
const exported: Readonly<Record<DeployStep, readonly string[]>> = {
  plan: [],
  review: [
    ...["Class", "Add", "Change", "Destroy", "Replace", "Summary", "Sha256", "BundleVersion", "ApproveWhen"],
    "PlanLink",
    "Account",
  ],
  apply: ["Applied"],
};

/** Of this build alone: in a sandbox many share a machine. */
const makeFolder = 'work="$(mktemp -d)"';
const program = '"$work/runner.cjs"';
const exports = '"$work/exports.sh"';

/**
 * The commands of a build, written here and not in the repository: fetch the program, compare it, run it. Of the item
 * there is nothing in it. JSON is YAML, and no text in JSON ends early.
 */
export function stepBuildspec(
  step: DeployStep,
  { bucket, runner }: BoundTerraform,
  { account }: ArnContext,
): string {
  const object = `--bucket ${bucket} --key ${runner.key} --expected-bucket-owner ${account}`;
  const run = `node ${program} ${step} ${exports}`;
  const commands = [
    makeFolder,
    `aws s3api get-object ${object} ${program} > /dev/null`,
    `echo "${runner.sha256}  $work/runner.cjs" | sha256sum -c -`,
    exported[step].length > 0 ? `${run} && . ${exports}` : run,
  ];
  return JSON.stringify({
    version: 0.2,
    env: { shell: "bash", ...(exported[step].length > 0 && { "exported-variables": exported[step] }) },
    phases: { build: { "on-failure": "ABORT", commands } },
  });
}
