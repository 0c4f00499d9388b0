import type { Diagnostic } from "./diagnostics/index.js";
import { pipelineId } from "./names/index.js";
import { type Pipeline, safeBuildPipeline } from "./pipeline/index.js";
import { type ReadItem, type Reading, type ReadOptions, readItems } from "./reading/index.js";
import type { Settings } from "./settings/index.js";

export interface Compiled {
  /** Every pipeline that the items ask for; not to be used while there are diagnostics. */
  readonly pipelines: readonly Pipeline[];
  /** What they were made from, one by one; not to be used while there are diagnostics. */
  readonly items: readonly ReadItem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Items as files to pipelines as data: reads, checks, builds. Writes nothing. */
export function compileFiles(paths: readonly string[], options: ReadOptions): Compiled {
  return compileReading(readItems(paths, options), options.settings);
}

/** Items that are read already to pipelines as data. */
export function compileReading({ items, diagnostics }: Reading, settings: Settings): Compiled {
  const built = items.map(({ item, file, base, placeOf }) => {
    const result = safeBuildPipeline(item, { settings, file });
    if (result.ok) return result;
    const diagnostics = result.diagnostics.map((each) => {
      const place = placeOf?.(each.path);
      const isOwn = place?.file === undefined;
      return isOwn ? { ...each, path: base + (place?.path ?? each.path) } : { ...each, ...place };
    });
    return { ...result, diagnostics };
  });
  return {
    pipelines: built.flatMap((result) => (result.ok ? [result.value] : [])),
    items,
    diagnostics: [
      ...diagnostics,
      ...built.flatMap((result) => (result.ok ? [] : result.diagnostics)),
      ...sharedIds(items),
    ],
  };
}

export interface MadePipeline {
  readonly pipeline: Pipeline;
  readonly read: ReadItem;
}

/** Each pipeline with the item that it was made from; not to be used while there are diagnostics. */
export function withItems({ pipelines, items }: Pick<Compiled, "pipelines" | "items">): MadePipeline[] {
  return pipelines.flatMap((pipeline, index) => {
    const read = items[index];
    return read ? [{ pipeline, read }] : [];
  });
}

/** Two keys can be searched whose hashes meet: one would silently replace the other, whoever wrote which. */
function sharedIds(items: readonly ReadItem[]): Diagnostic[] {
  const seen = new Map<string, ReadItem>();
  return items.flatMap((read) => {
    const id = pipelineId(read.item.repository, read.item.branch);
    const earlier = seen.get(id);
    if (!earlier) seen.set(id, read);
    return earlier && !isSameKey(read, earlier) ? [sharedId(id, read, earlier)] : [];
  });
}

function isSameKey({ item: one }: ReadItem, { item: other }: ReadItem): boolean {
  return one.repository === other.repository && one.branch === other.branch;
}

function sharedId(
  id: string,
  { item, file, base }: ReadItem,
  { item: other, file: where }: ReadItem,
): Diagnostic {
  return {
    file,
    path: base,
    code: "pipeline.id-taken",
    value: `${item.repository} ${item.branch}`,
    message: `${item.repository} (${item.branch}) has the id ${id}, and so has ${other.repository} (${other.branch}) in ${where}.`,
    hint: "Their hashes meet, which happens on purpose alone. Use another branch for one; and find out who chose these names.",
  };
}
