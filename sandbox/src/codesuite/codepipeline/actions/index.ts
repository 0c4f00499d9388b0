import type { ActionTypeId } from "../declaration.js";
import type { ActionType } from "./action-type.js";
import { appConfig } from "./app-config.js";
import { cloudFormation } from "./cloudformation.js";
import { codeConnections } from "./code-connections.js";
import { codebuild } from "./codebuild.js";
import { codecommit } from "./codecommit.js";
import { codedeploy } from "./codedeploy.js";
import { codepipeline } from "./codepipeline.js";
import { commands } from "./commands.js";
import { deviceFarm } from "./device-farm.js";
import { ecr } from "./ecr.js";
import { ecs } from "./ecs.js";
import { elasticBeanstalk } from "./elastic-beanstalk.js";
import { github } from "./github.js";
import { inspectorScan } from "./inspector-scan.js";
import { lambda } from "./lambda.js";
import { manual } from "./manual.js";
import { s3 } from "./s3.js";
import { stepFunctions } from "./step-functions.js";
import { uncheckedDeploy } from "./unchecked-deploy.js";

export type { ActionType } from "./action-type.js";

/** Every action type that AWS and its partners offer. Those of accounts are in `custom-types.ts`. */
export const actionTypes: readonly ActionType[] = [
  ...codecommit,
  ...s3,
  ...ecr,
  ...codeConnections,
  ...codebuild,
  ...commands,
  ...deviceFarm,
  ...cloudFormation,
  ...codedeploy,
  ...ecs,
  ...elasticBeanstalk,
  ...appConfig,
  ...uncheckedDeploy,
  ...manual,
  ...lambda,
  ...stepFunctions,
  ...inspectorScan,
  ...codepipeline,
  ...github,
];

const byId = new Map(actionTypes.map((type) => [keyOf(type), type]));

export function findActionType(id: ActionTypeId): ActionType | undefined {
  return byId.get(keyOf(id));
}

function keyOf({ category, owner, provider, version }: ActionTypeId): string {
  return [category, owner, provider, version].join("/");
}
