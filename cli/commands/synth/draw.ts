import { visible } from "../../../compiler/diagnostics/index.js";
import type { Pipeline, Stage } from "../../../compiler/pipeline/index.js";
import type { Colors } from "../../shared/colors.js";

/** A pipeline for the terminal: its stages in order, who approves, what runs where, in which account. */
export function draw(pipeline: Pipeline, colors: Colors): string {
  const { repository, branch, name, stages } = pipeline;
  const width = Math.max(...stages.flatMap(({ actions }) => actions.map((action) => action.name.length)));
  return [
    "",
    `${colors.bold(repository)} ${colors.dim("branch")} ${colors.bold(visible(branch))}  ${colors.dim(name)}`,
    ...stages.flatMap((stage, index) => drawStage(stage, index === stages.length - 1, width, colors)),
    "",
  ].join("\n");
}

function drawStage({ name, actions }: Stage, last: boolean, width: number, colors: Colors): string[] {
  const rail = last ? " " : "│";
  const lines = actions.map((action) => {
    const detail = colors.dim(visible(action.summary));
    return `${rail}  ${colors.dim(String(action.runOrder))} ${action.name.padEnd(width)}  ${detail}`;
  });
  return [`${last ? "└" : "├"}─ ${colors.cyan(name)}`, ...lines];
}
