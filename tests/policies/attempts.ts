import { given } from "../../compiler/kinds/index.js";
import { keyOfArtifact } from "./artifact-calls.js";
import { calls, here } from "./calls.js";
import type { Call } from "./may.js";
import { connectionNames, trusting, underName } from "./needs.js";
import type { Held } from "./roles.js";
import { central, connection, otherConnection, settings } from "./subject.js";

const stranger = "999999999999";

/** What no role of any pipeline may do, whatever its job: beside the needs of all other roles. */
export function attemptsAround({ pipeline, bucketArn, bucketPolicy }: Held): Call[] {
  return [
    ...onControlPlane(),
    ...onIdentities(pipeline.roles.build),
    ...onPipeline(pipeline.name, given(pipeline.build, "the build").name),
    ...onSources(),
    ...onAccounts(),
    ...calls("s3:PutBucketPolicy s3:DeleteBucket s3:PutLifecycleConfiguration", bucketArn, {
      resourcePolicy: bucketPolicy,
    }),
    ...calls("s3:GetObject", `${bucketArn}/source/x.zip`, {
      keys: { "aws:SecureTransport": "false" },
      resourcePolicy: bucketPolicy,
    }),
    // A bucket that was given up, and is another's now.
    ...calls("s3:GetObject s3:PutObject", `${bucketArn}/${keyOfArtifact(pipeline.name, "BuildOutput")}`, {
      keys: { "aws:ResourceAccount": stranger },
    }),
    ...calls("s3:GetObject", "arn:aws:s3:::acme-releases/tests/load.zip", {
      keys: { "aws:ResourceAccount": stranger },
    }),
  ];
}

/** State, locks, table, ledger, reconciler. */
function onControlPlane(): Call[] {
  const state = `arn:aws:s3:::${settings.state.bucket}`;
  const table = (name: string) => here("dynamodb", `table/${name}`);
  return [
    ...calls("s3:ListBucket", state),
    ...calls("s3:GetObject s3:PutObject s3:DeleteObject", `${state}/pipelines/other/terraform.tfstate`),
    ...calls("s3:GetObject", `${state}/control-plane/terraform.tfstate`),
    ...calls("dynamodb:PutItem dynamodb:DeleteItem", table(settings.state.lockTable)),
    ...calls("dynamodb:PutItem dynamodb:UpdateItem dynamodb:GetItem", table(settings.table)),
    ...calls("dynamodb:UpdateItem", table(`${settings.namePrefix}_control-ledger`)),
    ...calls(
      "codebuild:StartBuild codebuild:UpdateProject",
      here("codebuild", `project/${settings.namePrefix}_control-reconciler`),
    ),
    ...calls("lambda:InvokeFunction", here("lambda", `function:${settings.namePrefix}_control-dispatcher`)),
    ...calls("sns:Publish", here("sns", `${settings.namePrefix}_control-failures`)),
    ...calls(
      "ssm:GetParameters ssm:PutParameter",
      here("ssm", `parameter/stagewright/${settings.namePrefix}/installation`),
    ),
  ];
}

/** Roles of its own, of the prefix, and beyond it. */
function onIdentities(own: string): Call[] {
  const role = (name: string) => `arn:aws:iam::${central}:role/${name}`;
  const changes = ["CreateRole", "PutRolePolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy", "PassRole"];
  const bounds = ["DeleteRolePermissionsBoundary", "PutRolePermissionsBoundary", "TagRole"];
  const boundary = `arn:aws:iam::${central}:policy/${settings.namePrefix}_control-boundary`;
  return [
    ...[own, "Administrator", `${settings.namePrefix}_control-reconciler`].flatMap((name) =>
      [...changes, ...bounds].flatMap((action) => calls(`iam:${action}`, role(name))),
    ),
    ...calls("iam:CreatePolicyVersion iam:SetDefaultPolicyVersion iam:DeletePolicy", boundary),
    ...calls("iam:CreateUser iam:CreateAccessKey", `arn:aws:iam::${central}:user/backdoor`),
  ];
}

/** Its own pipeline as a thing to be changed, approved, or read by others. */
function onPipeline(name: string, build: string): Call[] {
  const project = here("codebuild", `project/${build}`);
  return [
    ...calls(
      "codepipeline:StartPipelineExecution codepipeline:UpdatePipeline codepipeline:DeletePipeline",
      here("codepipeline", name),
    ),
    ...calls(
      "codepipeline:PutApprovalResult",
      here("codepipeline", `${name}/BuildAndDeployToBeta/BetaApproval`),
    ),
    ...calls("codebuild:UpdateProject codebuild:DeleteProject codebuild:StartBuildBatch", project),
    ...calls(
      "logs:DeleteLogGroup logs:PutRetentionPolicy",
      here("logs", `log-group:/aws/codebuild/${build}`),
    ),
    ...calls("events:PutTargets events:DisableRule", here("events", `rule/${name}-source`)),
  ];
}

/** Repositories, branches, connections, parameters and secrets that the item does not name. */
function onSources(): Call[] {
  const use = (connectionArn: string, repository: string, branch: string): Call[] =>
    connectionNames.map((service) => ({
      action: `${service}:UseConnection`,
      resource: underName(service, connectionArn),
      keys: { [`${service}:FullRepositoryId`]: repository, [`${service}:BranchName`]: branch },
    }));
  return [
    ...use(connection, "acme/secrets", "main"),
    ...use(connection, "acme/webshop", "feature/x"),
    ...use(otherConnection, "acme/webshop", "main"),
    ...calls(
      "codecommit:GitPull codecommit:GetBranch codecommit:UploadArchive",
      here("codecommit", "secrets"),
    ),
    ...calls("codecommit:GitPush codecommit:PutFile", here("codecommit", "webshop-tests")),
    ...calls("s3:GetObject", "arn:aws:s3:::acme-releases/tests/other.zip"),
    ...calls("ssm:GetParameters", here("ssm", "parameter/webshop/api-url-of-others")),
    ...calls(
      "secretsmanager:GetSecretValue",
      here("secretsmanager", "secret:webshop/token-of-others-AbC123"),
    ),
  ];
}

/** Roles elsewhere: of an environment that is not deployed, of strangers, and such as deploy in the central account. */
function onAccounts(): Call[] {
  const roles = [
    "444444444444:role/ChildAccountFormationRole",
    "999999999999:role/ChildAccountFormationRole",
    "222222222222:role/ChildAccountDeployerRole",
    "222222222222:role/Administrator",
    `${central}:role/Administrator`,
  ];
  return roles.flatMap((role) =>
    calls("sts:AssumeRole", `arn:aws:iam::${role}`, { resourcePolicy: trusting }),
  );
}
