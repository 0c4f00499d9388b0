import { parse, YAMLParseError } from "yaml";
import {
  knownKeys,
  type Mapping,
  mapping,
  optionalScalar,
  scalar,
  scalarMap,
  scalars,
  yamlError,
  yesOrNo,
} from "./fields.js";

/**
 * A buildspec 0.2, read and checked.
 * Rules: CodeBuild user guide, "Build specification reference for CodeBuild" (build-spec-ref).
 */
export interface Buildspec {
  readonly env: BuildspecEnvironment;
  readonly phases: Readonly<Partial<Record<CommandPhase, PhaseCommands>>>;
  readonly artifacts?: ArtifactsSpec;
  readonly reports: readonly ReportSpec[];
  /** What was accepted but means nothing on this machine: shown in the build's log. */
  readonly notes: readonly string[];
}

export type CommandPhase = "install" | "pre_build" | "build" | "post_build";
const commandPhases: readonly CommandPhase[] = ["install", "pre_build", "build", "post_build"];

export interface BuildspecEnvironment {
  readonly shell: "bash" | "/bin/sh";
  readonly variables: Readonly<Record<string, string>>;
  readonly parameterStore: Readonly<Record<string, string>>;
  readonly secretsManager: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  /** Whether git gets the credentials of the build's role. */
  readonly gitCredentialHelper: boolean;
}

export interface PhaseCommands {
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  /** Unset: the phase transitions of the user guide decide. */
  readonly onFailure?: "ABORT" | "CONTINUE";
}

export interface FileSelection {
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  readonly baseDirectory?: string;
  readonly discardPaths: boolean;
}

export interface NamedArtifact extends FileSelection {
  readonly name?: string;
}

export interface ArtifactsSpec extends NamedArtifact {
  readonly secondary: Readonly<Record<string, NamedArtifact>>;
}

export interface ReportSpec extends FileSelection {
  /** A report group's name or ARN. */
  readonly group: string;
}

/** Reads a buildspec; throws a `BuildFailure` with the code `YAML_FILE_ERROR`. */
export function parseBuildspec(text: string): Buildspec {
  const notes: string[] = [];
  const root = mapping(parseYaml(text), "the buildspec");
  knownKeys(root, "the buildspec", [
    "version",
    "run-as",
    "env",
    "proxy",
    "batch",
    "phases",
    "artifacts",
    "reports",
    "cache",
  ]);
  requireVersion(root.version);
  noteIgnored(root, "", ["run-as", "proxy", "batch", "cache"], notes);
  const artifacts = root.artifacts === undefined ? undefined : readArtifacts(root.artifacts);
  return {
    env: readEnvironment(root.env),
    phases: readPhases(root.phases, notes),
    ...(artifacts && { artifacts }),
    reports: readReports(root.reports),
    notes,
  };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { merge: true });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw yamlError(`Failed to parse the buildspec as YAML: ${error.message.split("\n")[0]}`);
  }
}

function requireVersion(value: unknown): void {
  const version = optionalScalar(value, "version");
  if (version === "0.2") return;
  if (version === undefined) throw yamlError("Missing version in the buildspec; write `version: 0.2`");
  throw yamlError(`Unsupported buildspec version ${version}; write \`version: 0.2\``);
}

function noteIgnored(from: Mapping, path: string, keys: readonly string[], notes: string[]): void {
  for (const key of keys) {
    if (from[key] !== undefined) notes.push(`${path}${key} is accepted and has no effect on this machine`);
  }
}

function readEnvironment(value: unknown): BuildspecEnvironment {
  const env = mapping(value, "env");
  knownKeys(env, "env", [
    "shell",
    "variables",
    "parameter-store",
    "secrets-manager",
    "exported-variables",
    "git-credential-helper",
  ]);
  return {
    shell: readShell(env.shell),
    variables: scalarMap(env.variables, "env.variables"),
    parameterStore: scalarMap(env["parameter-store"], "env.parameter-store"),
    secretsManager: scalarMap(env["secrets-manager"], "env.secrets-manager"),
    exportedVariables: scalars(env["exported-variables"], "env.exported-variables").map(variableName),
    gitCredentialHelper: yesOrNo(env["git-credential-helper"], "env.git-credential-helper"),
  };
}

function readShell(value: unknown): "bash" | "/bin/sh" {
  const shell = optionalScalar(value, "env.shell") ?? "/bin/sh";
  if (shell === "bash" || shell === "/bin/sh") return shell;
  throw yamlError(`Unsupported env.shell ${shell}; on Linux write bash or /bin/sh`);
}

function variableName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw yamlError(`Invalid name ${name} in env.exported-variables: letters, digits and underscores only`);
}

function readPhases(value: unknown, notes: string[]): Buildspec["phases"] {
  if (value === undefined || value === null) throw yamlError("Missing phases in the buildspec");
  const phases = mapping(value, "phases");
  knownKeys(phases, "phases", commandPhases);
  const present = commandPhases.filter((name) => phases[name] !== undefined && phases[name] !== null);
  if (present.length === 0) throw yamlError("No phases found in the buildspec");
  return Object.fromEntries(present.map((name) => [name, readPhase(phases[name], name, notes)]));
}

function readPhase(value: unknown, name: CommandPhase, notes: string[]): PhaseCommands {
  const path = `phases.${name}`;
  const phase = mapping(value, path);
  const allowed = ["run-as", "on-failure", "commands", "finally", "steps"];
  knownKeys(phase, path, name === "install" ? [...allowed, "runtime-versions"] : allowed);
  noteIgnored(phase, `phases/${name}/`, ["run-as", "runtime-versions"], notes);
  if (phase.steps !== undefined) throw yamlError(`${path}.steps is not supported here; write commands`);
  const onFailure = readOnFailure(phase["on-failure"], path);
  return {
    commands: scalars(phase.commands, `${path}.commands`),
    finally: scalars(phase.finally, `${path}.finally`),
    ...(onFailure && { onFailure }),
  };
}

function readOnFailure(value: unknown, path: string): "ABORT" | "CONTINUE" | undefined {
  const word = optionalScalar(value, `${path}.on-failure`);
  if (word === undefined || word === "ABORT" || word === "CONTINUE") return word;
  if (word.startsWith("RETRY")) {
    throw yamlError(`${path}.on-failure: ${word} is not supported here; write ABORT or CONTINUE`);
  }
  throw yamlError(`Invalid ${path}.on-failure ${word}; allowed: ABORT, CONTINUE`);
}

const selectionKeys = ["files", "exclude-paths", "base-directory", "discard-paths"];

function readSelection(value: Mapping, path: string): FileSelection {
  const files = scalars(value.files, `${path}.files`);
  if (files.length === 0) throw yamlError(`Missing files in ${path}: at least one location is required`);
  const baseDirectory = optionalScalar(value["base-directory"], `${path}.base-directory`);
  return {
    files,
    excludePaths: scalars(value["exclude-paths"], `${path}.exclude-paths`),
    discardPaths: yesOrNo(value["discard-paths"], `${path}.discard-paths`),
    ...(baseDirectory !== undefined && { baseDirectory }),
  };
}

function readNamedArtifact(value: unknown, path: string, further: readonly string[] = []): NamedArtifact {
  const artifact = mapping(value, path);
  knownKeys(artifact, path, [...selectionKeys, "name", ...further]);
  const name = optionalScalar(artifact.name, `${path}.name`);
  return { ...readSelection(artifact, path), ...(name !== undefined && { name }) };
}

function readArtifacts(value: unknown): ArtifactsSpec {
  const main = readNamedArtifact(value, "artifacts", ["secondary-artifacts"]);
  const secondary = mapping(
    mapping(value, "artifacts")["secondary-artifacts"],
    "artifacts.secondary-artifacts",
  );
  const entries = Object.entries(secondary).map(([id, artifact]) => [
    id,
    readNamedArtifact(artifact, `artifacts.secondary-artifacts.${id}`),
  ]);
  return { ...main, secondary: Object.fromEntries(entries) };
}

/** "A project can have a maximum of five report groups" (build-spec-ref, reports). */
const maxReportGroups = 5;

function readReports(value: unknown): ReportSpec[] {
  const groups = Object.entries(mapping(value, "reports"));
  if (groups.length > maxReportGroups) {
    throw yamlError(`Found ${groups.length} report groups; a project can have at most ${maxReportGroups}`);
  }
  return groups.map(([group, report]) => readReport(group, report));
}

function readReport(group: string, value: unknown): ReportSpec {
  const path = `reports.${group}`;
  const report = mapping(value, path);
  knownKeys(report, path, [...selectionKeys, "file-format"]);
  const format = scalar(report["file-format"] ?? "JUNITXML", `${path}.file-format`).toUpperCase();
  if (format !== "JUNITXML") {
    throw yamlError(`${path}.file-format ${format} is not supported here; write JUNITXML`);
  }
  return { group, ...readSelection(report, path) };
}
