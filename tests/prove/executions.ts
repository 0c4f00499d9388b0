import {
  type ActionExecutionDetail,
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecutionSummary,
  PutApprovalResultCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { nameOf } from "./pipeline.js";
import type { Proof } from "./proof.js";
import { until } from "./until.js";

/** An approval is asked for after a build and a change set, each of some minutes. */
const timeoutMs = 20 * 60_000;

/** What asks in the item's one environment. */
const approval = { stageName: "BuildAndDeployToProd", actionName: "ProdApproval" };

export interface ProvenApproval {
  /** The execution that waits. */
  readonly execution: string;
  readonly token: string;
}

/** A pipeline's executions, as somebody watches and answers them with the credentials that were given. */
export class ProvenExecutions {
  readonly #client: CodePipelineClient;
  readonly #signal: AbortSignal;
  readonly name: string;

  constructor(proof: Proof, name = nameOf(proof)) {
    this.#client = new CodePipelineClient(proof.access);
    this.#signal = proof.signal;
    this.name = name;
  }

  close(): void {
    this.#client.destroy();
  }

  async start(): Promise<string> {
    const started = await this.#client.send(new StartPipelineExecutionCommand({ name: this.name }));
    return started.pipelineExecutionId ?? "";
  }

  /** The newest come first. */
  async list(): Promise<PipelineExecutionSummary[]> {
    const request = new ListPipelineExecutionsCommand({ pipelineName: this.name });
    return (await this.#client.send(request)).pipelineExecutionSummaries ?? [];
  }

  async actions(pipelineExecutionId: string): Promise<ActionExecutionDetail[]> {
    const request = { pipelineName: this.name, filter: { pipelineExecutionId } };
    return (await this.#client.send(new ListActionExecutionsCommand(request))).actionExecutionDetails ?? [];
  }

  /** Waits for the end of an execution. Throws with why it failed. */
  async succeeded(execution: string): Promise<void> {
    const status = await until(() => this.#ended(execution), {
      ...{ timeoutMs, what: `the end of the execution ${execution}`, signal: this.#signal },
    });
    if (status !== "Succeeded") throw new Error(await this.#failureOf(execution, status));
  }

  /** Waits until the approval of an execution has begun, and then looks once for its token. Throws with why it did not come so far. */
  async asked(execution: string): Promise<ProvenApproval> {
    const begun = async () => {
      const actions = await this.actions(execution);
      if (
        actions.some(
          ({ actionName, status }) => actionName === approval.actionName && status === "InProgress",
        )
      )
        return "begun";
      return this.#ended(execution);
    };
    const what = `the approval of the execution ${execution}`;
    const status = await until(begun, { timeoutMs, what, signal: this.#signal, pauseMs: 1_000 });
    if (status !== "begun") throw new Error(await this.#failureOf(execution, status));
    const { stageStates = [] } = await this.#client.send(new GetPipelineStateCommand({ name: this.name }));
    const states = stageStates.flatMap(({ actionStates = [] }) => actionStates);
    const token = states.find(({ actionName }) => actionName === approval.actionName)?.latestExecution?.token;
    if (!token) throw new Error("The approval has begun, and the pipeline's state has no token for it.");
    return { execution, token };
  }

  async answer({ token }: ProvenApproval, status: "Approved" | "Rejected"): Promise<void> {
    const result = { status, summary: "answered by the proof" };
    await this.#client.send(
      new PutApprovalResultCommand({ pipelineName: this.name, ...approval, token, result }),
    );
  }

  async #ended(pipelineExecutionId: string): Promise<string | undefined> {
    const request = { pipelineName: this.name, pipelineExecutionId };
    const { pipelineExecution } = await this.#client.send(new GetPipelineExecutionCommand(request));
    const status = pipelineExecution?.status;
    return status === "InProgress" || status === "Stopping" ? undefined : status;
  }

  async #failureOf(execution: string, status: string): Promise<string> {
    const failed = (await this.actions(execution)).filter((action) => action.status === "Failed");
    const words = failed.map(
      ({ actionName, output }) =>
        `${actionName}: ${output?.executionResult?.errorDetails?.message ?? "failed"}`,
    );
    return `The execution ${execution} ended as ${status}. ${words.join("\n")}`;
  }
}

/** Watches for as long as something is done. */
export async function watching<T>(
  proof: Proof,
  act: (executions: ProvenExecutions) => Promise<T>,
): Promise<T> {
  const executions = new ProvenExecutions(proof);
  try {
    return await act(executions);
  } finally {
    executions.close();
  }
}

/** The approval that waits, of the newest execution; where none is on its way, one is started. */
export async function untilAsked(executions: ProvenExecutions): Promise<ProvenApproval> {
  const newest = (await executions.list())[0];
  const isUnderWay = newest?.status === "InProgress";
  return executions.asked(isUnderWay ? (newest.pipelineExecutionId ?? "") : await executions.start());
}
