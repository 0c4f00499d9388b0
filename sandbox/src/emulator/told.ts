import type { PipelineStart } from "./pipeline-start.js";
import type { Trouble } from "./trouble.js";

/** A line that the emulator writes to its sandbox; see launcher.py. */
export function readLine(line: string): Trouble | PipelineStart {
  return JSON.parse(line) as Trouble | PipelineStart;
}
