import { type PipelineKey, shownKey } from "../../controller/records/index.js";
import { countInWords, isPassing, progressInWords, progressReader } from "../../toolchain/index.js";
import type { Terminal } from "./terminal.js";

type Tell = (key: PipelineKey, line: string) => void;

/**
 * Tells what Terraform says of pipelines, perhaps of several at once, with how far each is. A build's log keeps every line
 * in Terraform's own words; a person sees on one line what passes.
 */
export function terraformLines(out: Terminal, isLog: boolean): Tell {
  const readers = new Map<string, ReturnType<typeof progressReader>>();
  return (key, line) => {
    const name = shownKey(key);
    const read = readers.get(name) ?? progressReader();
    readers.set(name, read);
    const step = read(line);
    if (isLog) out.say(`${name} │ ${step ? `${countInWords(step)} ` : ""}${line}`);
    else if (step) out.progress(`${name} │ ${progressInWords(step)}`);
    else if (isPassing(line)) out.progress(`${name} │ ${line}`);
    else out.say(`${name} │ ${line}`);
  };
}
