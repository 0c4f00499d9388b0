import { type Compiled, compileFiles, compileReading } from "../../compiler/compile.js";
import { type Pipeline, type Settings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { readValues } from "../../compiler/reading/index.js";
import {
  forCompiler,
  keyText,
  type PipelineKey,
  shownKey,
  type TableItem,
} from "../../controller/records/index.js";
import { Exit } from "./exit.js";
import { refuse } from "./refuse.js";
import type { Terminal } from "./terminal.js";

/** The pipeline of an item of the table, or every problem with the item and the end of the command. */
export function pipelineOfItem(item: TableItem, settings: Settings, out: Terminal): Pipeline {
  const reading = readValues([{ name: settings.table, value: forCompiler(item) }], settings);
  const [pipeline] = sound(compileReading(reading, settings), out);
  if (!pipeline) throw new Error("An item without problems has a pipeline.");
  return pipeline;
}

/** The pipeline of an item that lies in the table; undefined where the item is not valid. */
export function pipelineIn(item: TableItem, settings: Settings): Pipeline | undefined {
  const where = { settings, file: settings.table };
  const parsed = safeParseItem(forCompiler(item), where);
  const built = parsed.ok ? safeBuildPipeline(parsed.value, where) : parsed;
  return built.ok ? built.value : undefined;
}

/** The pipeline of this key in a file, which may hold more. */
export function pipelineOfFile(file: string, key: PipelineKey, settings: Settings, out: Terminal): Pipeline {
  const pipelines = sound(compileFiles([file], { settings }), out);
  const found = pipelines.find((pipeline) => keyText(pipeline) === keyText(key));
  if (found) return found;
  out.say(`There is no ${shownKey(key)} in ${file}; it holds ${pipelines.map(shownKey).join(", ")}.`);
  throw new Exit(1);
}

function sound({ pipelines, diagnostics }: Compiled, out: Terminal): readonly Pipeline[] {
  return diagnostics.length === 0 ? pipelines : refuse(diagnostics, {}, out);
}
