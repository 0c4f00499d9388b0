import { type Problem, show } from "../diagnostics/index.js";
import type { Settings } from "../settings/index.js";
import { isOwnBucket } from "./own-things.js";
import type { PlainSource } from "./plain-item.js";

export interface SourceSubject {
  /** The `Source` object, if there is one. */
  readonly written: PlainSource | undefined;
  readonly repository: string | undefined;
  /** Where the item or the test stands. */
  readonly path: string;
  /** The key that names the repository: `RepoName` or `Repository`. */
  readonly name: string;
  /** A test's: the application's source, which it takes over. */
  readonly application?: PlainSource | undefined;
  /** A test's: whether it runs. */
  readonly runs?: boolean | undefined;
}

/** What each type of source needs, and how it names repositories. */
export function checkSource(subject: SourceSubject, settings: Settings): Problem[] {
  const type = typeOf(subject);
  if (type === undefined) return [];
  return [
    ...checkKeys(subject, type),
    ...checkRepository(subject, type),
    ...checkConnection(subject, settings),
    ...checkBucket(subject, settings),
  ];
}

/** Undefined if a source is written without a sound type: nothing can be said of it then. */
function typeOf({ written, application }: SourceSubject): PlainSource["Type"] {
  const source = written ?? application;
  return source ? source.Type : "CodeCommit";
}

const needs = {
  CodeCommit: [],
  CodeConnections: ["ConnectionArn"],
  S3: ["Bucket", "Key"],
} as const;

function checkKeys(
  { written, application, path, runs = true }: SourceSubject,
  type: keyof typeof needs,
): Problem[] {
  if (written === undefined)
    return application?.Type === "S3" && runs ? [testNeedsSource(`${path}/Source`)] : [];
  const needed: readonly (keyof PlainSource)[] = needs[type];
  const inherited = type === "CodeConnections" && application?.Type === type ? application : {};
  const missing = needed.filter((key) => written[key] === undefined && inherited[key] === undefined);
  const useless = (["ConnectionArn", "Bucket", "Key"] as const).filter(
    (key) => written[key] !== undefined && !needed.includes(key),
  );
  return [
    ...missing.map((key) => missingKey(key, type, `${path}/Source/${key}`)),
    ...useless.map((key) => uselessKey(key, type, `${path}/Source/${key}`)),
  ];
}

function testNeedsSource(path: string): Problem {
  return {
    path,
    code: "item.missing-key",
    message: "Source is missing: the application comes from S3, so the test's source must be said.",
    hint: 'Add a line such as "Source": {"Type": "CodeCommit"}.',
  };
}

function missingKey(key: string, type: string, path: string): Problem {
  return {
    path,
    code: "item.missing-key",
    message: `${key} is missing: a source of type ${type} needs it.`,
    hint: `Add ${key}${hints[key] ?? ""}.`,
  };
}

const hints: Readonly<Record<string, string>> = {
  ConnectionArn: ": the ARN of a connection of the central account",
  Bucket: ": the name of a bucket that is versioned and sends its events to EventBridge",
  Key: ": the key of the zip file",
};

function uselessKey(key: string, type: string, path: string): Problem {
  return {
    path,
    code: "item.unknown-key",
    value: key,
    message: `${key} does not belong to a source of type ${type}.`,
    hint: "Take it out, or change Type.",
  };
}

function checkRepository({ repository, path, name }: SourceSubject, type: string): Problem[] {
  if (repository === undefined) return [];
  const wrong = whyNoRepository(repository, type);
  if (wrong === undefined) return [];
  return [{ path: `${path}/${name}`, code: "item.repository", value: show(repository), ...wrong }];
}

/** CodeCommit: `[\w.-]+`, 1 to 100 characters, not ending in `.git` (API reference, RepositoryMetadata). */
function whyNoRepository(repository: string, type: string): Pick<Problem, "message" | "hint"> | undefined {
  if (type === "CodeConnections" && !repository.includes("/")) {
    return {
      message: `A connection names repositories by owner and name; found ${show(repository)}.`,
      hint: `Write owner/${repository}.`,
    };
  }
  if (type !== "CodeCommit") return undefined;
  if (repository.includes("/")) {
    return {
      message: `CodeCommit takes no / in a repository's name; found ${show(repository)}.`,
      hint: 'For GitHub, GitLab or Bitbucket add "Source": {"Type": "CodeConnections", "ConnectionArn": "…"}.',
    };
  }
  if (repository.length > 100 || repository.endsWith(".git")) {
    return {
      message: `CodeCommit takes names of up to 100 characters that do not end in .git; found ${show(repository)}.`,
      hint: "Write the name as CodeCommit shows it.",
    };
  }
  return undefined;
}

/** A pipeline uses connections of its own account only. */
function checkConnection({ written, path }: SourceSubject, { centralAccount }: Settings): Problem[] {
  const account = written?.ConnectionArn?.split(":")[4];
  if (account === undefined || centralAccount === undefined || account === centralAccount) return [];
  return [
    {
      path: `${path}/Source/ConnectionArn`,
      code: "item.connection-elsewhere",
      value: show(written?.ConnectionArn),
      message: `The connection is in account ${account}; the pipelines are in ${centralAccount}.`,
      hint: "Name a connection of the central account.",
    },
  ];
}

/** The state of all pipelines, and the artifacts of others, are no sources. */
function checkBucket({ written, path }: SourceSubject, settings: Settings): Problem[] {
  const bucket = written?.Bucket;
  if (bucket === undefined || !isOwnBucket(bucket, settings)) return [];
  return [
    {
      path: `${path}/Source/Bucket`,
      code: "item.own-bucket",
      value: show(bucket),
      message: `The bucket ${show(bucket)} is stagewright's own: it holds states or artifacts of pipelines.`,
      hint: "Name a bucket that releases are put into.",
    },
  ];
}
