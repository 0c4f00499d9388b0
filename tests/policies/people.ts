import type { Policy } from "../../compiler/iam/index.js";
import {
  approverPolicy,
  editorPolicy,
  operatorPolicy,
  releaserPolicy,
  type Site,
  siteOf,
  viewerPolicy,
} from "../../controller/installation/control-plane/index.js";
import { installationWith } from "../../controller/installation/control-plane/installation.fixture.js";
import { calls, here } from "./calls.js";
import type { Call } from "./may.js";
import { trusting } from "./needs.js";
import { central } from "./subject.js";

/** An installation whose target accounts let some people look. */
export const watchedSite: Site = siteOf(
  installationWith({ childAccount: { viewers: [`arn:aws:iam::${central}:role/*`] } }),
);

/** The policies of people, by what `policies --role` calls them. */
export const peoplesPolicies: Readonly<Record<string, Policy>> = {
  editor: editorPolicy(watchedSite),
  releaser: releaserPolicy(watchedSite),
  viewer: viewerPolicy(watchedSite),
  approver: approverPolicy(watchedSite),
  operator: operatorPolicy(watchedSite),
};

const pipeline = here("codepipeline", "stagewright-webshop-main--2czbumyghz");
const stage = `${pipeline}/BuildAndDeployToProd`;
const log = "log-group:/aws/codebuild/stagewright-webshop-main--2czbumyghz-build:log-stream:0a1b";

/** What a command that finds its pipeline asks, whichever it is. */
export const callsOfEveryLook: readonly Call[] = [
  ...calls("ssm:GetParameter", here("ssm", "parameter/stagewright/stagewright/installation")),
  ...calls(
    "codepipeline:GetPipeline codepipeline:GetPipelineState codepipeline:ListActionExecutions codepipeline:ListPipelineExecutions",
    pipeline,
  ),
  ...calls("codecommit:GetCommit", here("codecommit", "webshop")),
  ...calls("sts:AssumeRole", "arn:aws:iam::222222222222:role/ChildAccountViewRole", {
    resourcePolicy: trusting,
  }),
  // Why a pipeline is not there, table and ledger tell.
  ...calls("dynamodb:GetItem dynamodb:Scan", here("dynamodb", `table/${watchedSite.names.table}`)),
  ...calls("dynamodb:GetItem dynamodb:Scan", here("dynamodb", `table/${watchedSite.names.ledger}`)),
];

const answer = calls("codepipeline:PutApprovalResult", `${stage}/ProdApproval`);
const editItems = calls(
  "dynamodb:PutItem dynamodb:DeleteItem",
  here("dynamodb", `table/${watchedSite.names.table}`),
);

/** What each command asks for beside what every command does, and whose it is. */
export const peoplesCommands: Readonly<
  Record<string, { readonly own: readonly Call[]; readonly roles: readonly string[] }>
> = {
  "board, executions and logs": {
    own: calls("logs:GetLogEvents", here("logs", log)),
    roles: ["editor", "releaser", "approver", "viewer"],
  },
  start: { own: calls("codepipeline:StartPipelineExecution", pipeline), roles: ["releaser"] },
  stop: { own: calls("codepipeline:StopPipelineExecution", pipeline), roles: ["releaser"] },
  retry: { own: calls("codepipeline:RetryStageExecution", stage), roles: ["releaser"] },
  rollback: { own: calls("codepipeline:RollbackStage", stage), roles: ["releaser"] },
  approve: { own: answer, roles: ["approver"] },
  reject: { own: answer, roles: ["approver"] },
  "put, sync and rm": { own: editItems, roles: ["editor"] },
};
