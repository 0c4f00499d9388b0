import type { Diagnostic } from "./diagnostics/index.js";
import { type Pipeline, safeBuildPipeline } from "./pipeline/index.js";
import { type Reading, type ReadOptions, readItems } from "./reading/index.js";
import type { Settings } from "./settings/index.js";

export interface Compiled {
  /** Every pipeline that the items ask for; not to be used while there are diagnostics. */
  readonly pipelines: readonly Pipeline[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Items as files to pipelines as data: reads, checks, builds. Writes nothing. */
export function compileFiles(paths: readonly string[], options: ReadOptions): Compiled {
  return compileReading(readItems(paths, options), options.settings);
}

/** Items that are read already to pipelines as data. */
export function compileReading({ items, diagnostics }: Reading, settings: Settings): Compiled {
  const built = items.map(({ item, file, base }) => {
    const result = safeBuildPipeline(item, { settings, file });
    if (result.ok) return result;
    return {
      ...result,
      diagnostics: result.diagnostics.map((each) => ({ ...each, path: base + each.path })),
    };
  });
  return {
    pipelines: built.flatMap((result) => (result.ok ? [result.value] : [])),
    diagnostics: [...diagnostics, ...built.flatMap((result) => (result.ok ? [] : result.diagnostics))],
  };
}
