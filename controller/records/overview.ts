import { type Activity, activityOf } from "./activity/activities.js";
import { activityPartition, keyText } from "./key.js";
import { recordOf } from "./ledger/record.js";
import type { Row, Rows } from "./ledger/rows.js";
import { type PipelineStatus, statusOf } from "./ledger/status.js";

/** All pipelines that the ledger has heard of, with what they do: one scan of its table for both. */
export class Overview {
  constructor(private readonly rows: Rows) {}

  /** `signal` breaks it off. */
  async list(signal?: AbortSignal): Promise<PipelineStatus[]> {
    return statusesOf(await this.rows.scan(signal));
  }
}

function statusesOf(rows: readonly Row[]): PipelineStatus[] {
  const activities = new Map<string, Activity>();
  for (const row of rows.filter(isOfActivity)) {
    const activity = activityOf(row);
    activities.set(keyText(activity.key), activity);
  }
  const records = rows.filter((row) => !isOfActivity(row)).map(recordOf);
  return records.map((record) => statusOf(record.key, record, activities.get(keyText(record.key))));
}

function isOfActivity({ RepoName }: Row): boolean {
  return RepoName === activityPartition;
}
