import type { ArchiveEntry } from "./archive.js";
import { requireFiles } from "./artifacts.js";
import type { Buildspec, NamedArtifact } from "./buildspec.js";
import { BuildFailure } from "./phases.js";
import { readReport, type TestReport } from "./reports.js";

export interface CollectedArtifact {
  readonly files: readonly ArchiveEntry[];
  /** The buildspec's own name for it, with variables and commands put in. */
  readonly name?: string;
}

/** What a build leaves: files to upload and test reports. */
export interface BuildOutput {
  readonly artifact?: CollectedArtifact;
  readonly secondaryArtifacts: Readonly<Record<string, CollectedArtifact>>;
  readonly reports: readonly TestReport[];
  /** What could not be collected. The rest is published all the same. */
  readonly failures: readonly BuildFailure[];
}

/** What the project that a build belongs to stores of the buildspec's `artifacts`. */
export interface WantedArtifacts {
  readonly primary: boolean;
  /** Artifact identifiers. */
  readonly secondary: readonly string[];
}

export interface OutputRequest {
  readonly sourceDir: string;
  readonly buildspec: Buildspec;
  readonly wanted: WantedArtifacts;
  readonly evaluate: (text: string) => Promise<string>;
}

export async function collectOutput(request: OutputRequest): Promise<BuildOutput> {
  const failures: BuildFailure[] = [];
  const attempt = <T>(work: Promise<T>) => work.catch((error: unknown) => keepFailure(failures, error));
  const reports: TestReport[] = [];
  for (const spec of request.buildspec.reports) {
    const report = await attempt(readReport(request.sourceDir, spec));
    if (report) reports.push(report);
  }
  const secondaryArtifacts: Record<string, CollectedArtifact> = {};
  for (const id of request.wanted.secondary) {
    const collected = await attempt(collectSecondary(request, id));
    if (collected) secondaryArtifacts[id] = collected;
  }
  const spec = request.wanted.primary ? request.buildspec.artifacts : undefined;
  const artifact = spec && (await attempt(collect(request, spec)));
  return { ...(artifact && { artifact }), secondaryArtifacts, reports, failures };
}

/** "Each artifact identifier in this block must match an artifact defined in the project" (build-spec-ref). */
async function collectSecondary(request: OutputRequest, id: string): Promise<CollectedArtifact> {
  const spec = request.buildspec.artifacts?.secondary[id];
  if (spec) return collect(request, spec);
  throw new BuildFailure("CLIENT_ERROR", `no definition for the artifact ${id} in secondary-artifacts`);
}

async function collect(
  { sourceDir, evaluate }: OutputRequest,
  spec: NamedArtifact,
): Promise<CollectedArtifact> {
  const files = await requireFiles(sourceDir, spec);
  return { files, ...(spec.name !== undefined && { name: await evaluate(spec.name) }) };
}

function keepFailure(failures: BuildFailure[], error: unknown): undefined {
  if (!(error instanceof BuildFailure)) throw error;
  failures.push(error);
}
