import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
} from "@aws-sdk/client-codecommit";
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";
import { globalArn } from "../../compiler/iam/index.js";
import { proofNames } from "./names.js";
import { makeRole, oneStatement } from "./people.js";
import { nameOf } from "./pipeline.js";
import type { Proof } from "./proof.js";

/** Of the only environment. */
export function stackOf(proof: Pick<Proof, "settings" | "key">): string {
  return `${nameOf(proof)}-prod-stack`;
}

/** A table by AWS's own transform, and a function with a role. */
function templateOf({ settings, target }: Proof): object {
  const { application } = proofNames(settings.namePrefix);
  return {
    Transform: "AWS::Serverless-2016-10-31",
    Resources: {
      Orders: { Type: "AWS::Serverless::SimpleTable" },
      Handler: {
        Type: "AWS::Lambda::Function",
        Properties: {
          ...{ Handler: "index.handler", Runtime: "nodejs22.x" },
          Role: globalArn("iam", `role/${application}`, target),
          Code: { ZipFile: "exports.handler = async () => 'proven';" },
        },
      },
    },
  };
}

const buildspec = (command: string, artifact?: string) =>
  JSON.stringify({
    version: 0.2,
    phases: { build: { commands: [command] } },
    ...(artifact && { artifacts: { files: [artifact] } }),
  });

/** The repository, with a first commit. The role of its function is in the target account before anything deploys it. */
export async function makeApplication(proof: Proof): Promise<string> {
  const { settings, access, targetAccess, key } = proof;
  const iam = new IAMClient(targetAccess);
  const ofLambda = oneStatement({
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  });
  const nothing = oneStatement({ Action: ["logs:PutLogEvents"], Resource: ["*"] });
  await makeRole(iam, proofNames(settings.namePrefix).application, ofLambda, nothing);
  const codecommit = new CodeCommitClient(access);
  const { repository: repositoryName, branch: branchName } = key;
  try {
    await codecommit.send(new CreateRepositoryCommand({ repositoryName }));
    const files = {
      "buildspec.yml": buildspec("cp template.json packagedtemplate.yaml", "packagedtemplate.yaml"),
      "smoke.yml": buildspec('test -n "$CHILD_ACCOUNT_ROLE_ARN"'),
      "template.json": JSON.stringify(templateOf(proof)),
    };
    const putFiles = Object.entries(files).map(([filePath, text]) => ({
      filePath,
      fileContent: Buffer.from(text),
    }));
    const commit = new CreateCommitCommand({ repositoryName, branchName, putFiles });
    return (await codecommit.send(commit)).commitId ?? "";
  } finally {
    codecommit.destroy();
    iam.destroy();
  }
}

/** Undefined where there is none. */
export async function readStack(proof: Proof): Promise<Stack | undefined> {
  const client = new CloudFormationClient(proof.targetAccess);
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackOf(proof) }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

/** What executions left: a pipeline that is destroyed takes no stack along. It goes before the roles that it was made with. */
export async function removeApplication(proof: Proof): Promise<void> {
  const { settings, access, targetAccess, key } = proof;
  if (await readStack(proof)) {
    const client = new CloudFormationClient(targetAccess);
    const StackName = stackOf(proof);
    await client.send(new DeleteStackCommand({ StackName }));
    const patience = { client, maxWaitTime: 600, minDelay: 1, maxDelay: 10 };
    await waitUntilStackDeleteComplete(patience, { StackName }).finally(() => client.destroy());
  }
  const codecommit = new CodeCommitClient(access);
  // One that is not there is no error (CodeCommit API reference, DeleteRepository).
  await codecommit.send(new DeleteRepositoryCommand({ repositoryName: key.repository }));
  codecommit.destroy();
  await removeRole(new IAMClient(targetAccess), proofNames(settings.namePrefix).application);
}

/** With its one policy, which bears its name. */
export async function removeRole(iam: IAMClient, RoleName: string): Promise<void> {
  try {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: RoleName }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
  }
}
