import {
  AwsError,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  pageOf,
  requestTagContext,
} from "../core/index.js";
import { answered } from "./answer.js";
import type { CodePipelineSettings, PipelineContext } from "./context.js";
import { customTypes } from "./custom-types.js";
import { type PipelineDeclaration, type PipelineRecord, withDefaults } from "./declaration.js";
import {
  deletePipeline,
  getPipeline,
  onPipeline,
  pipelineArn,
  pipelinesAt,
  putPipeline,
} from "./pipelines.js";
import { checkStructure, type RulePlace } from "./rules/index.js";
import type { PipelineRunner } from "./running/index.js";
import { flowOf } from "./steering.js";
import { checkSurroundings } from "./surroundings.js";
import { checkPipelineTags, type PipelineTags, readPipelineTags, writePipelineTags } from "./tags.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: pipelines of an account in a region. */
const maxPipelines = 1000;

export function createPipeline(
  context: PipelineContext,
  runner: PipelineRunner,
  settings: CodePipelineSettings,
): Operation<{ pipeline: PipelineDeclaration; tags?: PipelineTags }> {
  return {
    permission: ({ pipeline, tags }, call) => ({
      resource: pipelineArn(call, pipeline.name),
      context: requestTagContext(readPipelineTags(tags)),
    }),
    async handle({ pipeline, tags }, call) {
      const pipelines = pipelinesAt(context, call);
      requireFree(pipelines.current.get(pipeline.name), pipeline.name, call.accountId);
      if (pipelines.current.list().length >= maxPipelines) throw tooManyPipelines(call.accountId);
      checkPipelineTags(pipelineArn(call, pipeline.name), readPipelineTags(tags));
      checkStructure(pipeline, placeOf(context, call));
      await checkSurroundings(context, pipeline, call);
      const time = context.now().toISOString();
      const declaration = { ...withDefaults(pipeline), version: 1 };
      requireFree(pipelines.current.get(pipeline.name), pipeline.name, call.accountId);
      putPipeline(pipelines, { declaration, created: time, updated: time, tags: readPipelineTags(tags) });
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-about-starting.html: a new pipeline starts.
      if (settings.startsItself) {
        const trigger = { triggerType: "CreatePipeline", triggerDetail: call.caller.arn } as const;
        flowOf(context, runner, call, pipeline.name).start({ trigger });
      }
      return { pipeline: answered(declaration), tags: writePipelineTags(readPipelineTags(tags)) };
    },
  };
}

export function updatePipeline(
  context: PipelineContext,
  runner: PipelineRunner,
): Operation<{ pipeline: PipelineDeclaration }> {
  return {
    permission: ({ pipeline }, call) => onPipeline(context, call, pipeline.name),
    async handle({ pipeline }, call) {
      getPipeline(context, call, pipeline.name);
      checkStructure(pipeline, placeOf(context, call));
      await checkSurroundings(context, pipeline, call);
      const before = getPipeline(context, call, pipeline.name);
      const declaration = { ...withDefaults(pipeline), version: before.declaration.version + 1 };
      const updated = context.now().toISOString();
      const flow = flowOf(context, runner, call, pipeline.name);
      putPipeline(pipelinesAt(context, call), { ...before, declaration, updated });
      flow.update(declaration);
      return { pipeline: answered(declaration) };
    },
  };
}

export function readPipeline(context: PipelineContext): Operation<{ name: string; version?: number }> {
  return {
    permission: ({ name }, call) => onPipeline(context, call, name),
    handle({ name, version }, call) {
      const record = getPipeline(context, call, name);
      const declaration =
        version === undefined
          ? record.declaration
          : pipelinesAt(context, call).versions.get(`${name}/${version}`);
      if (!declaration) {
        throw new AwsError(
          "PipelineVersionNotFoundException",
          `Pipeline '${name}' does not have a version ${version}`,
        );
      }
      const { created, updated } = record;
      const metadata = { pipelineArn: pipelineArn(call, name), created, updated };
      return { pipeline: answered(declaration), metadata };
    },
  };
}

/** A pipeline that is not there is deleted already: AWS answers with success. */
export function removePipeline(
  context: PipelineContext,
  runner: PipelineRunner,
): Operation<{ name: string }> {
  return {
    permission: ({ name }, call) => onPipeline(context, call, name),
    handle({ name }, call) {
      const { accountId, region } = call;
      const existing = pipelinesAt(context, call).current.get(name);
      if (existing) runner.drop({ accountId, region }, existing.declaration);
      deletePipeline(pipelinesAt(context, call), name);
      return {};
    },
  };
}

export function listPipelines(
  context: PipelineContext,
): Operation<{ nextToken?: string; maxResults?: number }> {
  return {
    handle({ nextToken, maxResults = 1000 }, call) {
      const page = pageOf(pipelinesAt(context, call).current.list(), {
        keyOf: ({ declaration }) => declaration.name,
        size: maxResults,
        ...(nextToken === undefined ? {} : { token: nextToken }),
      });
      return { pipelines: page.items.map(summary), nextToken: page.nextToken };
    },
  };
}

/** Where a pipeline is made, and which action types of its own that account has there. */
function placeOf(context: CodeSuiteContext, call: OperationCall): RulePlace {
  const { accountId, region } = call;
  return { accountId, region, customTypes: customTypes(context, call) };
}

function summary({ declaration, created, updated }: PipelineRecord): object {
  const { name, version, pipelineType, executionMode } = declaration;
  return { name, version, pipelineType, executionMode, created, updated };
}

function requireFree(existing: unknown, name: string, accountId: string): void {
  if (existing === undefined) return;
  throw new AwsError(
    "PipelineNameInUseException",
    `A pipeline with the name '${name}' already exists in account '${accountId}'`,
  );
}

function tooManyPipelines(accountId: string): AwsError {
  return new AwsError(
    "LimitExceededException",
    `The number of pipelines in account '${accountId}' has reached the limit of ${maxPipelines}`,
  );
}
