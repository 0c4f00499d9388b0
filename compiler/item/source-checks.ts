import { type Problem, show } from "../diagnostics/index.js";
import { type AnySourceKind, defaultSourceType, type RawSource, sourceKinds } from "../kinds/index.js";
import type { Settings } from "../settings/index.js";
import { missingKeys, uselessKeys } from "./key-checks.js";

export interface SourceSubject {
  /** The `Source` object, if there is one. */
  readonly written: RawSource | undefined;
  readonly repository: string | undefined;
  /** Where the item or the test stands. */
  readonly path: string;
  /** The key that names the repository: `RepoName` or `Repository`. */
  readonly name: string;
  /** A test's: the application's source, which it takes over. */
  readonly application?: RawSource | undefined;
  /** A test's: whether it runs. */
  readonly runs?: boolean | undefined;
}

/** What each type of source needs, and how it names repositories. */
export function checkSource(subject: SourceSubject, settings: Settings): Problem[] {
  const kind = kindOfSource(subject);
  if (kind === undefined) return [];
  const { written, path } = subject;
  return [
    ...checkKeys(subject, kind),
    ...checkRepository(subject, kind),
    ...(written ? kind.check(written, `${path}/Source`, settings) : []),
  ];
}

/** Undefined if a source is written without a sound type: nothing can be said of it then. */
export function kindOfSource({
  written,
  application,
}: Pick<SourceSubject, "written" | "application">): AnySourceKind | undefined {
  const source = written ?? application;
  const type = source ? source.Type : defaultSourceType;
  return sourceKinds.find((kind) => kind.type === type);
}

function checkKeys(
  { written, application, path, runs = true }: SourceSubject,
  kind: AnySourceKind,
): Problem[] {
  if (written === undefined) {
    const isInherited = application === undefined || kind.isRepository;
    return isInherited || !runs ? [] : [testNeedsSource(`${path}/Source`, kind.type)];
  }
  const keys = { keys: written, path: `${path}/Source`, of: `a source of type ${kind.type}` };
  const inherited =
    application?.Type === kind.type ? kind.inherited.filter((key) => application[key] !== undefined) : [];
  return [
    ...missingKeys(keys, kind.keys, inherited),
    ...uselessKeys(
      keys,
      sourceKinds.map((each) => each.keys),
      kind.keys,
    ),
  ];
}

function testNeedsSource(path: string, type: string): Problem {
  return {
    path,
    code: "item.missing-key",
    message: `Source is missing: the application comes from ${type}, so the test's source must be said.`,
    hint: `Add a line such as "Source": {"Type": "${defaultSourceType}"}.`,
  };
}

function checkRepository({ repository, path, name }: SourceSubject, kind: AnySourceKind): Problem[] {
  if (repository === undefined) return [];
  const wrong = kind.whyNoRepository(repository);
  if (wrong === undefined) return [];
  return [{ path: `${path}/${name}`, code: "item.repository", value: show(repository), ...wrong }];
}
