import { join } from "node:path";
import { writeStacks } from "../../../compiler/output/index.js";
import { areSound, type Inputs, readInputs } from "../../shared/inputs.js";
import { interruptible } from "../../shared/interrupt.js";
import { refuse } from "../../shared/refuse.js";
import { count, type Terminal } from "../../shared/terminal.js";
import type { SynthOptions } from "./command.js";
import { draw } from "./draw.js";

/** Writes Terraform. JSON: `{"stacks": [{repo, branch, stack, path}]}`, or `{"errors": […]}`. */
export async function synth(paths: readonly string[], options: SynthOptions, out: Terminal): Promise<void> {
  const inputs = await readInputs(paths, options);
  if (!areSound(inputs)) return refuse(inputs.diagnostics, options, out);
  const { pipelines, read } = inputs;
  if (!read.file) out.say("No stagewright.yaml found: using the documented defaults.");
  await interruptible((signal) => writeStacks(pipelines, read.settings, options.out, { signal }));
  report(inputs, options, out);
}

function report({ pipelines }: Inputs, options: SynthOptions, out: Terminal): void {
  const stacks = pipelines.map(({ repository, branch, name }) => ({
    repo: repository,
    branch,
    stack: name,
    path: join(options.out, "stacks", name, "cdk.tf.json"),
  }));
  if (options.json) out.data({ stacks });
  for (const [index, pipeline] of pipelines.entries()) {
    if (options.draw) out.say(draw(pipeline, out.colors));
    if (options.draw || pipelines.length <= 20) out.say(stacks[index]?.path ?? "");
  }
  out.say(out.colors.green(`${count(stacks.length, "stack")} in ${options.out}.`));
}
