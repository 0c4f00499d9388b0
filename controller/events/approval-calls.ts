import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  paginateListActionExecutions,
} from "@aws-sdk/client-codepipeline";
import type { ApprovalCalls } from "./gate.js";

export function approvalCallsOf(client: CodePipelineClient): ApprovalCalls {
  return {
    runsOf: async (pipelineName, pipelineExecutionId) => {
      const request = { pipelineName, filter: { pipelineExecutionId } };
      const runs: ActionExecutionDetail[] = [];
      for await (const page of paginateListActionExecutions({ client }, request)) {
        runs.push(...(page.actionExecutionDetails ?? []));
      }
      return runs;
    },
    stateOf: (name) => client.send(new GetPipelineStateCommand({ name })),
    approve: ({ pipeline: pipelineName, stage: stageName, action: actionName }, token, summary) => {
      const result = { status: "Approved", summary } as const;
      return client.send(
        new PutApprovalResultCommand({ pipelineName, stageName, actionName, token, result }),
      );
    },
  };
}
