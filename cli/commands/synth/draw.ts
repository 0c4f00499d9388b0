import type pc from "picocolors";
import { visible } from "../../../compiler/diagnostics/index.js";
import type { Source } from "../../../compiler/item/index.js";
import type { Action, Pipeline, Stage } from "../../../compiler/pipeline/index.js";

type Colors = ReturnType<typeof pc.createColors>;

/** A pipeline for the terminal: its stages in order, who approves, what runs where, in which account. */
export function draw(pipeline: Pipeline, colors: Colors): string {
  const { repository, branch, name, stages } = pipeline;
  const width = Math.max(...stages.flatMap(({ actions }) => actions.map((action) => action.name.length)));
  return [
    "",
    `${colors.bold(repository)} ${colors.dim("branch")} ${colors.bold(visible(branch))}  ${colors.dim(name)}`,
    ...stages.flatMap((stage, index) =>
      drawStage(stage, index === stages.length - 1, pipeline, width, colors),
    ),
    "",
  ].join("\n");
}

function drawStage(stage: Stage, last: boolean, pipeline: Pipeline, width: number, colors: Colors): string[] {
  const rail = last ? " " : "│";
  const actions = stage.actions.map((action) => {
    const detail = colors.dim(visible(describe(action, pipeline)));
    return `${rail}  ${colors.dim(String(action.runOrder))} ${action.name.padEnd(width)}  ${detail}`;
  });
  return [`${last ? "└" : "├"}─ ${colors.cyan(stage.name)}`, ...actions];
}

function describe(action: Action, pipeline: Pipeline): string {
  switch (action.kind) {
    case "source":
      return `${describeSource(action.source)}${action.application ? ", starts the pipeline" : ""}`;
    case "build":
      return `CodeBuild, ${pipeline.build.job.image}`;
    case "approval":
      return `asks ${action.approval.emails.join(", ") || action.approval.topicArn || "in the console"}`;
    case "test":
      return `CodeBuild, ${imageOf(action.environment, action.test, pipeline)}`;
    case "create-change-set":
      return `account ${environmentOf(action.environment, pipeline)?.accountId}, stack ${environmentOf(action.environment, pipeline)?.stackName}`;
    case "execute-change-set":
      return `account ${environmentOf(action.environment, pipeline)?.accountId}`;
  }
}

function describeSource(source: Source): string {
  if (source.type === "S3") return `S3 ${source.bucket}/${source.key}`;
  return `${source.type} ${source.repository} ${source.branch}`;
}

function environmentOf(name: string, { environments }: Pipeline) {
  return environments.find((environment) => environment.name === name);
}

function imageOf(environment: string, test: string, pipeline: Pipeline): string {
  const tests = environmentOf(environment, pipeline)?.tests ?? [];
  return tests.find((other) => other.test === test)?.job.image ?? "";
}
