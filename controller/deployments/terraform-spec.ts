import { isAbsolute, normalize, posix } from "node:path";
import { type AskFrom, askFromWords } from "./deployment-class.js";
import { SpecReader } from "./spec-reader.js";

/** What the installation tells a build of one environment, in `STAGEWRIGHT_TERRAFORM`. */
export interface TerraformSpec {
  readonly pipeline: string;
  readonly environment: string;
  /** Of plans, and of what was applied. */
  readonly bucket: string;
  /** 12 digits. */
  readonly bucketOwner: string;
  readonly region: string;
  /** That is deployed to: 12 digits. */
  readonly account: string;
  /** From the source's root; "." is the root. */
  readonly directory: string;
  readonly workspace?: string;
  readonly backend: GivenBackend;
  readonly variables: Readonly<Record<string, unknown>>;
  /** From `directory`. */
  readonly variableFiles: readonly string[];
  /** ARN; absent for the review, which takes none. */
  readonly targetRole?: string;
  readonly approveWhen: AskFrom;
  readonly tools: DeploymentTools;
}

/** What the repository's backend block leaves open. */
export interface GivenBackend {
  readonly config: Readonly<Record<string, unknown>>;
  /** From `directory`. */
  readonly files: readonly string[];
}

export interface DeploymentTools {
  readonly terraform: StoredTool;
  readonly providers: readonly StoredProvider[];
}

export interface StoredTool {
  readonly version: string;
  /** In the bucket. */
  readonly key: string;
  /** In hex: of the archive, as the registry or HashiCorp has it. */
  readonly sha256: string;
}

export interface StoredProvider extends StoredTool {
  /** `hashicorp/aws`, of Terraform's own registry. */
  readonly source: string;
}

export const specVariable = "STAGEWRIGHT_TERRAFORM";

/** Throws one error that names everything that is not sound. It quotes no value. */
export function readSpec(text: string | undefined): TerraformSpec {
  const read = new SpecReader(parsed(text));
  const spec = specIn(read);
  if (read.problems.length === 0) return spec;
  const lines = read.problems.map((problem) => `  ${problem}`).join("\n");
  throw new Error(
    `${specVariable} is not what the installation writes:\n${lines}\nDeploy the pipeline again with \`stagewright deploy\`.`,
  );
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

const names = /^[A-Za-z0-9.@_-]{1,100}$/;
const keys = /^toolchain\/[\w.-]{1,300}$/;
const hexSha256 = /^[\da-f]{64}$/;

function specIn(read: SpecReader): TerraformSpec {
  const workspace = read.optionalText("workspace", /^(?!-)[\w.~-]{1,90}$/);
  const targetRole = read.optionalText("targetRole", /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/);
  const spec = {
    pipeline: read.text("pipeline", names),
    environment: read.text("environment", names),
    bucket: read.text("bucket", /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/),
    bucketOwner: read.text("bucketOwner", /^\d{12}$/),
    region: read.text("region", /^[a-z\d-]{5,30}$/),
    account: read.text("account", /^\d{12}$/),
    directory: read.text("directory", isInside),
    ...(workspace !== undefined && { workspace }),
    backend: backendIn(read.object("backend")),
    variables: read.record("variables"),
    variableFiles: read.texts("variableFiles", isInside),
    ...(targetRole !== undefined && { targetRole }),
    approveWhen: read.oneOf("approveWhen", askFromWords),
    tools: toolsIn(read.object("tools")),
  };
  read.nothingElse();
  return spec;
}

function backendIn(read: SpecReader): GivenBackend {
  const backend = {
    config: read.record("config"),
    files: read.texts("files", isInside),
  };
  read.nothingElse();
  return backend;
}

function toolsIn(read: SpecReader): DeploymentTools {
  const terraform = toolIn(read.object("terraform"));
  const providers = read.objects("providers").map((each) => {
    const source = each.text("source", /^[a-z\d_-]+\/[a-z\d_-]+$/);
    return { source, ...toolIn(each) };
  });
  read.nothingElse();
  return { terraform, providers };
}

function toolIn(read: SpecReader): StoredTool {
  const tool = {
    version: read.text("version", /^\d+\.\d+\.\d+[\w.+-]*$/),
    key: read.text("key", keys),
    sha256: read.text("sha256", hexSha256),
  };
  read.nothingElse();
  return tool;
}

/** Whether a path stays in the folder from which it is looked at. */
function isInside(path: string): boolean {
  const clean = posix.normalize(path);
  const leaves = clean === ".." || clean.startsWith("../") || isAbsolute(normalize(path));
  return path !== "" && path.length <= 1_000 && !leaves && !/[\0\n]/.test(path);
}
