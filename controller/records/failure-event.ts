/** How rules of EventBridge know that a pipeline could not be made as its item says. */
export const failureEvent = { source: "stagewright", detailType: "Pipeline Reconciliation Failed" } as const;
