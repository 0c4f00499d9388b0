import { CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { ControlPlane } from "../../testing/installation/control-plane.js";

/** Longer than the stream and the dispatcher take to look whether a build runs. */
const seconds = 8;

/**
 * Starts a build of the reconciler as builds are in their last seconds: CodeBuild counts it, and it looks at nothing any
 * more. So the dispatcher starts none, and only the end of this one can lead to the next.
 */
export async function startEndingBuild({ sandbox, names, client, people }: ControlPlane): Promise<void> {
  const role = `arn:aws:iam::${sandbox.accountId}:role/${names.schedule}`;
  const credentials = await sandbox.access.assumeServiceRole(role, "ending-build");
  // No role of the project may say what a build runs: for this one call the operator lets one do so.
  const iam = new IAMClient({ ...client, credentials: people.operator });
  const lent = { RoleName: names.schedule, PolicyName: "ending-build" };
  const Statement = [{ Effect: "Allow", Action: "codebuild:StartBuild", Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutRolePolicyCommand({ ...lent, PolicyDocument }));
  const phases = { build: { commands: [`sleep ${seconds}`] } };
  const buildspecOverride = JSON.stringify({ version: 0.2, phases });
  const start = new StartBuildCommand({ projectName: names.reconciler, buildspecOverride });
  await new CodeBuildClient({ ...client, credentials }).send(start);
  await iam.send(new DeleteRolePolicyCommand(lent));
}
