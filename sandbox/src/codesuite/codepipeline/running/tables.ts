import { createHash } from "node:crypto";
import type { Place, Store, Table } from "../../core/index.js";
import type { ExecutionRecord, StageRecord } from "../flow/index.js";

/** What is kept of one pipeline's executions. */
export interface RunTables {
  /** By id. */
  readonly executions: Table<ExecutionRecord>;
  /** By the stage's name. */
  readonly stages: Table<StageRecord & { readonly name: string }>;
}

/** Named by a digest, since some file systems do not tell `A` from `a`. */
export function runTablesOf(store: Store, { accountId, region }: Place, pipelineName: string): RunTables {
  const digest = createHash("sha256").update(pipelineName).digest("hex").slice(0, 16);
  const address = { accountId, region, service: "codepipeline" };
  return {
    executions: store.table({ ...address, table: `executions-${digest}` }),
    stages: store.table({ ...address, table: `stages-${digest}` }),
  };
}
