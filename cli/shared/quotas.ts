import { compileReading } from "../../compiler/compile.js";
import type { Pipeline, Settings } from "../../compiler/index.js";
import { quotaUse } from "../../compiler/pipeline/index.js";
import { readValues } from "../../compiler/reading/index.js";
import { type ConfigTable, forCompiler, keyText } from "../../controller/records/index.js";
import { examineQuotas, quotaInWords } from "../../controller/repair/index.js";
import { count, type Terminal } from "./terminal.js";

/** The pipelines of the table's sound items. */
export async function pipelinesOfTable(
  table: Pick<ConfigTable, "scanItems">,
  settings: Settings,
): Promise<readonly Pipeline[]> {
  const values = [];
  for await (const found of table.scanItems())
    if ("item" in found) values.push({ name: keyText(found.key), value: forCompiler(found.item) });
  return compileReading(readValues(values, settings), settings).pipelines;
}

/** How many roles and rules the installation takes of those that AWS allows by default, and what is nearly used up. */
export function printQuotas(pipelines: readonly Pipeline[], { say, colors }: Terminal): void {
  const [roles, rules] = quotaUse(pipelines).map(quotaInWords);
  say(
    colors.dim(
      `${count(pipelines.length, "pipeline")} and the control plane would take ${roles} and ${rules} (default quotas).`,
    ),
  );
  for (const { message, remedy } of examineQuotas(pipelines)) say(colors.yellow(`${message} ${remedy}`));
}
