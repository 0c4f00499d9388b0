/** One kind of event that a rule may tell of. */
export interface EventType {
  readonly EventTypeId: string;
  readonly ServiceName: string;
  readonly EventTypeName: string;
  readonly ResourceType: string;
}

/** https://docs.aws.amazon.com/dtconsole/latest/userguide/concepts.html#events-ref */
const ids: Readonly<Record<string, readonly string[]>> = {
  "CodeCommit codecommit-repository": [
    ...["comments-on-commits", "comments-on-pull-requests", "approvals-status-changed"],
    ...["approvals-rule-override", "pull-request-created", "pull-request-source-updated"],
    ...["pull-request-status-changed", "pull-request-merged"],
    ...["branches-and-tags-created", "branches-and-tags-deleted", "branches-and-tags-updated"],
  ],
  "CodeBuild codebuild-project": [
    ...["build-state-failed", "build-state-succeeded", "build-state-in-progress", "build-state-stopped"],
    ...["build-phase-failure", "build-phase-success"],
  ],
  "CodeDeploy codedeploy-application": ["deployment-failed", "deployment-succeeded", "deployment-started"],
  "CodePipeline codepipeline-pipeline": [
    ...["succeeded", "failed", "canceled", "started"].map((state) => `action-execution-${state}`),
    ...["started", "succeeded", "resumed", "canceled", "failed"].map((state) => `stage-execution-${state}`),
    ...["failed", "canceled", "started", "resumed", "succeeded", "superseded"].map(
      (state) => `pipeline-execution-${state}`,
    ),
    ...["failed", "needed", "succeeded"].map((state) => `manual-approval-${state}`),
  ],
};

export const eventTypes: readonly EventType[] = Object.entries(ids).flatMap(([key, names]) => {
  const [ServiceName = "", prefix = ""] = key.split(" ");
  const ResourceType = prefix.slice(prefix.indexOf("-") + 1);
  return names.map((name) => ({
    EventTypeId: `${prefix}-${name}`,
    ServiceName,
    EventTypeName: name.replaceAll("-", " "),
    ResourceType,
  }));
});

/** The events that a resource of a service has: those of `codepipeline` for a pipeline's ARN. */
export function eventTypesOf(service: string): readonly EventType[] {
  return eventTypes.filter(({ ServiceName }) => ServiceName.toLowerCase() === service);
}
