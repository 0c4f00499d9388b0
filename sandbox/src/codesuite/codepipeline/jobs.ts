import { randomUUID } from "node:crypto";
import { AwsError, type Operation, type OperationCall } from "../core/index.js";
import type { PipelineContext } from "./context.js";
import { type ActionError, type ActionRun, type ExecutionRecord, excess } from "./flow/index.js";
import { pipelinesAt, placesOf } from "./pipelines.js";
import type { PipelineRunner, Task } from "./running/index.js";

interface SuccessInput {
  readonly jobId: string;
  readonly continuationToken?: string;
  readonly executionDetails?: { readonly summary?: string; readonly externalExecutionId?: string };
  readonly outputVariables?: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
export function putJobSuccess(context: PipelineContext, runner: PipelineRunner): Operation<SuccessInput> {
  return {
    handle({ jobId, continuationToken, executionDetails = {}, outputVariables: variables = {} }, call) {
      const task = askedBy(context, runner, call, jobId);
      const tooMuch = excess(variables);
      if (tooMuch) throw new AwsError("OutputVariablesSizeExceededException", tooMuch.message);
      const { summary, externalExecutionId } = executionDetails;
      const progress = {
        ...(summary !== undefined && { summary }),
        ...(externalExecutionId !== undefined && { externalExecutionId }),
      };
      if (continuationToken === undefined) runner.finish(task, { ...progress, variables });
      else {
        const job = { id: randomUUID(), continuationToken, isSent: false };
        runner.proceed(task, { ...progress, job });
      }
      return {};
    },
  };
}

interface FailureInput {
  readonly jobId: string;
  readonly failureDetails: {
    readonly type: ActionError["code"];
    readonly message: string;
    readonly externalExecutionId?: string;
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobFailureResult.html */
export function putJobFailure(context: PipelineContext, runner: PipelineRunner): Operation<FailureInput> {
  return {
    handle({ jobId, failureDetails: { type: code, message, externalExecutionId } }, call) {
      const error = { code, message };
      runner.finish(askedBy(context, runner, call, jobId), {
        error,
        ...(externalExecutionId !== undefined && { externalExecutionId }),
      });
      return {};
    },
  };
}

/** A job is known in the account in which its action works, which is that of the action's role. */
function askedBy(context: PipelineContext, runner: PipelineRunner, call: OperationCall, jobId: string): Task {
  for (const place of placesOf(context).filter(({ region }) => region === call.region)) {
    for (const { declaration } of pipelinesAt(context, place).current.list()) {
      for (const execution of runner.flowOf(place, declaration).book.list()) {
        const run = runOf(execution, jobId);
        const account = run?.roleArn?.split(":")[4] ?? place.accountId;
        if (run && account === call.accountId) return required({ execution, run, place });
      }
    }
  }
  throw new AwsError("JobNotFoundException", `There is no job ${jobId} in the account ${call.accountId}`);
}

function runOf({ stages }: ExecutionRecord, jobId: string): ActionRun | undefined {
  return Object.values(stages)
    .flatMap(({ runs }) => runs)
    .find(({ job }) => job?.id === jobId);
}

function required(task: Task): Task {
  if (task.run.status === "InProgress") return task;
  throw new AwsError("InvalidJobStateException", "The job was answered already, or nobody waits for it");
}
