import { withItems } from "../../../compiler/compile.js";
import { type Preview, previewOf } from "../../../compiler/preview/index.js";
import { Exit } from "../../shared/exit.js";
import { areSound, type Inputs, type ReadInputs, readAgainst, readInputs } from "../../shared/inputs.js";
import { refuse } from "../../shared/refuse.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { applied } from "./against.js";
import type { PreviewOptions } from "./command.js";
import { filesOf, writeFiles } from "./files.js";

/**
 * Shows what items will make: a page for each pipeline and one that leads to them, Markdown, or JSON
 * (`{"pipelines": […]}`, `preview.schema.json`). Asks AWS nothing, but for `--table` and for `--against
 * applied`.
 */
export async function preview(
  paths: readonly string[],
  options: PreviewOptions,
  out: Terminal,
): Promise<void> {
  const inputs = await readInputs(paths, options);
  const before = await readBefore(inputs, options, out);
  if (!areSound(inputs) || (before && !areSound(before))) {
    const json = options.format === "json";
    return refuse([...inputs.diagnostics, ...(before?.diagnostics ?? [])], { json }, out);
  }
  write(previewsOf(inputs, before, options.against), options, out);
}

async function readBefore(inputs: ReadInputs, options: PreviewOptions, out: Terminal) {
  if (options.against !== applied) return readAgainst(options);
  if (!areSound(inputs)) return undefined;
  const { readApplied } = await import("./applied.js");
  return readApplied(inputs, options, out);
}

/** `name`: what `before` is called. */
function previewsOf(inputs: Inputs, before: Inputs | undefined, name: string | undefined): Preview[] {
  const others = new Map(before && withItems(before).map((one) => [one.pipeline.id, one]));
  return withItems(inputs).map((one) => {
    const against =
      name === undefined ? undefined : { name: nameOf(name), before: others.get(one.pipeline.id) };
    return previewOf(one, inputs.read.settings, against);
  });
}

const nameOf = (against: string) => (against === applied ? "what was applied last" : against);

function write(previews: readonly Preview[], { format, out: to }: PreviewOptions, out: Terminal): void {
  const files = filesOf(previews, format);
  const folder = to ?? (format === "html" ? "preview" : "-");
  if (folder === "-" && format === "html" && files.length > 1) {
    out.say("error: standard output takes the page of one pipeline; name a folder with --out <folder>");
    throw new Exit(2);
  }
  if (folder === "-") {
    out.print(files.map(({ text }) => text).join("\n"));
    return;
  }
  writeFiles(files, folder);
  const [first] = files;
  out.say(
    out.colors.green(`${count(files.length, "file")} in ${folder}; begin with ${folder}/${first?.name}.`),
  );
}
