import { type Clock, timestamp } from "../clock.js";
import { activityPartition, keyIn, type PipelineKey } from "../key.js";
import { UnknownSchema } from "../ledger/record.js";
import type { Row, Rows } from "../ledger/rows.js";
import type { Awaited } from "./awaited.js";
import type { Layout } from "./layout.js";
import { nothingSeen, type Seen } from "./seen.js";

/** What rows of activities look like. */
const activitySchema = 1;

/** What one pipeline does, as its events tell it. */
export interface Activity {
  readonly key: PipelineKey;
  /** The pipeline's name in AWS. */
  readonly pipeline: string;
  /** From when on its events count, ISO 8601: what came before was of another pipeline of this name. */
  readonly since: string;
  readonly layout: Layout;
  readonly seen: Seen;
  /** How often `seen` was written. */
  readonly version: number;
  /** For what a change of the pipeline waits; absent: none does. */
  readonly awaited?: Awaited;
}

/**
 * One row a pipeline, in the ledger's table and apart from the ledger's own. Whoever makes a pipeline opens its row and says
 * how the pipeline is laid out; events write what they tell beside it, and nothing where no row is open. So neither ever
 * waits for the other, and a late event of a pipeline that is gone makes nothing.
 */
export class Activities {
  constructor(
    private readonly rows: Rows,
    private readonly clock: Clock,
  ) {}

  async read(pipeline: string): Promise<Activity | undefined> {
    const row = await this.rows.read(rowKey(pipeline));
    return row && activityOf(row);
  }

  async list(): Promise<Activity[]> {
    return (await this.rows.ofRepository(activityPartition)).map(activityOf);
  }

  /** Before a pipeline is made or changed. What was seen of it stays; nothing waits for it any more. */
  async open(key: PipelineKey, pipeline: string, layout: Layout): Promise<void> {
    const set = { Layout: layout, Repository: key.repository, Branch: key.branch };
    const change = { set, remove: awaitedAttributes };
    if (await this.rows.update(rowKey(pipeline), change, { equals: { ActivitySchema: activitySchema } }))
      return;
    // Whole seconds, as events tell theirs: those of the very pipeline that is made now count.
    const since = timestamp(Math.floor(this.clock.now() / 1000) * 1000);
    const made = { ...set, ActivitySchema: activitySchema, Since: since, Version: 0 };
    await this.rows.update(rowKey(pipeline), { set: made }, { absent: ["ActivitySchema"] });
  }

  /** False when somebody else has written since the activity was read, or its row is gone. */
  async write({ pipeline, version }: Activity, seen: Seen): Promise<boolean> {
    const change = { set: { Seen: seen, Version: version + 1 } };
    return (await this.rows.update(rowKey(pipeline), change, { equals: { Version: version } })) !== undefined;
  }

  /** Has who hears the events look for their end. Nothing where no row is open. */
  async expect(pipeline: string, awaited: Awaited): Promise<void> {
    const change = { set: { Awaited: awaited, AwaitedId: awaited.id } };
    await this.rows.update(rowKey(pipeline), change, { equals: { ActivitySchema: activitySchema } });
  }

  /** That which was awaited has come. Nothing where something else is awaited since. */
  async expectNoMore(pipeline: string, { id }: Awaited): Promise<void> {
    await this.rows.update(rowKey(pipeline), { remove: awaitedAttributes }, { equals: { AwaitedId: id } });
  }

  async forget(pipeline: string): Promise<void> {
    await this.rows.remove(rowKey(pipeline), {});
  }
}

/** `AwaitedId` is `Awaited.id` again, for conditions. */
const awaitedAttributes = ["Awaited", "AwaitedId"];

function rowKey(pipeline: string): PipelineKey {
  return { repository: activityPartition, branch: pipeline };
}

/** A row of an activity as it was written. */
export function activityOf(row: Row): Activity {
  const {
    RepoTag = "",
    ActivitySchema,
    Repository,
    Branch,
    Since = "",
    Layout,
    Seen,
    Version,
    Awaited,
  } = row as Attributes;
  const key = keyIn({ RepoName: Repository, RepoTag: Branch });
  if (ActivitySchema !== activitySchema || !key || !Layout)
    throw new UnknownSchema({ repository: activityPartition, branch: RepoTag });
  return {
    key,
    pipeline: RepoTag,
    since: Since,
    layout: Layout,
    seen: Seen ?? nothingSeen,
    version: Version ?? 0,
    ...(Awaited && { awaited: Awaited }),
  };
}

interface Attributes {
  readonly RepoTag?: string;
  readonly ActivitySchema?: number;
  readonly Repository?: string;
  readonly Branch?: string;
  readonly Since?: string;
  readonly Layout?: Layout;
  readonly Seen?: Seen;
  readonly Version?: number;
  readonly Awaited?: Awaited;
}
