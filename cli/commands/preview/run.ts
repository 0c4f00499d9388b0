import type { Diagnostic } from "../../../compiler/diagnostics/index.js";
import { type Against, type Preview, previewOf } from "../../../compiler/preview/index.js";
import { Exit } from "../../shared/exit.js";
import { type Inputs, readInputs } from "../../shared/inputs.js";
import { printDiagnostics, type Terminal } from "../../shared/terminal.js";
import type { PreviewOptions } from "./command.js";
import { filesOf, writeFiles } from "./files.js";

/**
 * Shows what items will make: a page for each pipeline and one that leads to them, Markdown, or JSON
 * (`{"pipelines": […]}`, `preview.schema.json`). Asks AWS nothing, but for `--table`.
 */
export async function preview(
  paths: readonly string[],
  options: PreviewOptions,
  out: Terminal,
): Promise<void> {
  const inputs = await readInputs(paths, options);
  const against = await againstOf(options);
  const diagnostics = [...inputs.diagnostics, ...(against?.diagnostics ?? [])];
  if (!("pipelines" in inputs) || diagnostics.length > 0) return refuse(diagnostics, options, out);
  const previews = previewsOf(
    inputs,
    options.against,
    against && "pipelines" in against ? against : undefined,
  );
  write(previews, options, out);
}

type Read = Inputs | { diagnostics: readonly Diagnostic[] };

async function againstOf({ against, config }: PreviewOptions): Promise<Read | undefined> {
  return against === undefined ? undefined : readInputs([against], { ...(config && { config }) });
}

function previewsOf(
  { pipelines, items, read: { settings } }: Inputs,
  name: string | undefined,
  before: Inputs | undefined,
): Preview[] {
  const others = new Map(before?.pipelines.map((pipeline, index) => [pipeline.id, index]));
  return pipelines.flatMap((pipeline, index) => {
    const read = items[index];
    if (!read) return [];
    const against =
      name === undefined ? undefined : { name, before: itemAt(before, others.get(pipeline.id)) };
    return [previewOf({ read, pipeline }, settings, against)];
  });
}

function itemAt(inputs: Inputs | undefined, index: number | undefined): Against["before"] {
  const [pipeline, read] = index === undefined ? [] : [inputs?.pipelines[index], inputs?.items[index]];
  return pipeline && read ? { pipeline, read } : undefined;
}

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
    out.colors.green(
      `${files.length === 1 ? "1 file" : `${files.length} files`} in ${folder}; begin with ${folder}/${first?.name}.`,
    ),
  );
}

function refuse(errors: readonly Diagnostic[], { format }: PreviewOptions, out: Terminal): never {
  if (format === "json") out.data({ errors });
  printDiagnostics(out, errors);
  throw new Exit(1);
}
