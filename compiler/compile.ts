import type { Diagnostic } from "./diagnostics/index.js";
import { type Pipeline, safeBuildPipeline } from "./pipeline/index.js";
import { type ReadOptions, readItems } from "./reading/index.js";

export interface Compiled {
  /** Every pipeline that the items ask for; not to be used while there are diagnostics. */
  readonly pipelines: readonly Pipeline[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Items as files to pipelines as data: reads, checks, builds. Writes nothing. */
export function compileFiles(paths: readonly string[], options: ReadOptions): Compiled {
  const { items, diagnostics } = readItems(paths, options);
  const built = items.map(({ item, file, base }) => {
    const result = safeBuildPipeline(item, { settings: options.settings, file });
    return result.ok
      ? result
      : {
          ...result,
          diagnostics: result.diagnostics.map((problem) => ({ ...problem, path: base + problem.path })),
        };
  });
  return {
    pipelines: built.flatMap((result) => (result.ok ? [result.value] : [])),
    diagnostics: [...diagnostics, ...built.flatMap((result) => (result.ok ? [] : result.diagnostics))],
  };
}
