import type { Watch } from "../../toolchain/index.js";
import { messageOf, type PipelineKey } from "../records/index.js";
import type { OutputTail } from "./output-tail.js";
import type { Run } from "./run.js";

/** A Terraform that had to be killed leaves its lock; that it has ended we know, since we waited for it. */
export async function runTerraform<T>(
  key: PipelineKey,
  { signal, onLine, runner, lease, report }: Run,
  tail: OutputTail,
  terraform: (watch: Watch) => Promise<T>,
): Promise<T> {
  const hear = (line: string) => {
    tail.add(line);
    onLine(key, line);
  };
  try {
    return await terraform({ signal, onLine: hear });
  } catch (error) {
    const notMended = (reason: unknown) => report("not-mended", { key, message: messageOf(reason) });
    await runner.repair(key, [lease]).catch(notMended);
    throw error;
  }
}
