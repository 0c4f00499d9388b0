import type { ResourceType } from "../resource-type.fixture.js";
import {
  codeBuildResourcePolicy,
  codeBuildWebhook,
  reportGroup,
  sourceCredential,
} from "./codebuild.fixture.js";
import { codeBuildProject } from "./codebuild-project.fixture.js";
import {
  approvalRuleTemplate,
  approvalRuleTemplateAssociation,
  codeCommitRepository,
  codeCommitTrigger,
} from "./codecommit.fixture.js";
import { connection, connectionHost } from "./codeconnections.fixture.js";
import { codePipeline, codePipelineWebhook, customActionType } from "./codepipeline.fixture.js";
import { eventBus, eventRule, eventTarget } from "./events.fixture.js";
import { iamPolicy, iamRole, iamRolePolicy } from "./iam.fixture.js";
import { eventSourceMapping, lambdaPermission } from "./lambda.fixture.js";
import { notificationRule } from "./notification-rule.fixture.js";
import { kmsAlias, kmsKey, logGroup, ssmParameter } from "./others.fixture.js";
import { bucket, bucketSettings } from "./s3.fixture.js";
import { schedule } from "./scheduler.fixture.js";
import { snsTopicPolicy, snsTopicSubscription } from "./sns.fixture.js";
import { snsTopic } from "./sns-topic.fixture.js";
import { sqsQueuePolicy, sqsRedrivePolicy } from "./sqs.fixture.js";
import { sqsQueue } from "./sqs-queue.fixture.js";

/**
 * In `npm test`: two of the code suite and two of MiniStack's, and none for which the provider waits. Between them they have each
 * kind of fault: refused too early (projects that are absent), left out (badges, scopes, triggers), not taken away (batches,
 * filters), unescaped (`R&D <x>`).
 */
export const quickTypes: readonly ResourceType[] = [
  codePipeline,
  codeBuildProject,
  snsTopicSubscription,
  iamRole,
];

export const resourceTypes: readonly ResourceType[] = [
  ...quickTypes,
  ...[codeCommitRepository, notificationRule],
  ...[codePipelineWebhook, customActionType],
  ...[reportGroup, sourceCredential, codeBuildWebhook, codeBuildResourcePolicy],
  ...[codeCommitTrigger, approvalRuleTemplate, approvalRuleTemplateAssociation],
  ...[connection, connectionHost],
  ...[snsTopic, snsTopicPolicy],
  ...[sqsQueue, sqsQueuePolicy, sqsRedrivePolicy],
  ...[iamPolicy, iamRolePolicy],
  ...[eventRule, eventTarget, eventBus],
  schedule,
  ...[eventSourceMapping, lambdaPermission],
  ...[bucket, ...bucketSettings],
  ...[kmsKey, kmsAlias, logGroup, ssmParameter],
];
