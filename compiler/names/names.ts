import { createHash } from "node:crypto";

/**
 * Every name in AWS, every Terraform address, every state key and every path derives from a pipeline's name, and each
 * stays within its service's limit by arithmetic: prefix 12 + slug 19 + hash 10 + three hyphens = 44 characters.
 * `docs/decisions/0001-names.md` gives the reasons.
 *
 * | name | limit | longest |
 * |---|---|---|
 * | S3 bucket | 63 | 44 + 1 + 12 (account) + 1 + 5 (a further region) |
 * | IAM role | 64 | 44 + 8 (`-review-`) + 12 (environment) |
 * | EventBridge rule | 64 | 44 + 7 |
 * | CloudFormation stack, change set | 128 | 44 + 1 + 41 (environment) + 17 |
 * | CodeBuild project | 150 | 44 + 1 + 41 + 1 + 41 |
 * | SNS topic | 256 | 44 + 1 + 41 + 9 |
 */
const slugLength = 19;
const branchLength = 8;
export const hashLength = 10;
const segmentLength = 41;
const roleSegmentLength = 12;
export const roleHashLength = 6;

/**
 * The roles that a pipeline has once, and how their names end. `events` started it before the installation had one role for
 * that: until a pipeline is applied again, it has its own.
 */
export type PipelineRole = "pipeline" | "build" | "events";
/** The roles that each environment has. Those of an environment that Terraform deploys have their place already. */
export type EnvironmentRole = "tests" | "plan" | "review" | "apply";

/**
 * The id of a pipeline: readable, lower case, injective in (repository, branch) and stable for ever. The hash
 * stands after a double hyphen, which no slug holds: so no pipeline's id goes on as another's, their stacks' names
 * stay apart whatever their environments are called, and `<prefix>-*--*` means pipelines and nothing else.
 */
export function pipelineId(repository: string, branch: string): string {
  const tail = slug(branch, branchLength);
  const head = slug(repository, slugLength - (tail ? tail.length + 1 : 0));
  const readable = [head, tail].filter(Boolean).join("-") || "x";
  return `${readable}--${hash([repository, branch], hashLength)}`;
}

/** The name of the pipeline in AWS, and the start of every other name. */
export function pipelineName(prefix: string, id: string): string {
  return `${prefix}-${id}`;
}

/** The role of a pipeline: `<pipeline>-build`. */
export function pipelineRole(pipeline: string, role: PipelineRole): string {
  return `${pipeline}-${role}`;
}

/** The rule by which an event starts a pipeline: `<pipeline>-source`. */
export function triggerName(pipeline: string): string {
  return `${pipeline}-source`;
}

/**
 * The role of an environment: `<pipeline>-apply-prod`. Where it has several of one kind, `parts` tell which, by a hash:
 * `<pipeline>-tests-prod--k3x7ab`.
 */
export function environmentRole(
  pipeline: string,
  role: EnvironmentRole,
  environment: string,
  parts: readonly string[] = [],
): string {
  const own = segment(environment);
  if (parts.length === 0) return `${pipeline}-${role}-${shorten(own, roleSegmentLength, roleHashLength)}`;
  const readable = slug(own, roleSegmentLength - roleHashLength - 2);
  return `${pipeline}-${role}-${readable}--${hash([own, ...parts], roleHashLength)}`;
}

/**
 * How an artifact bucket's name ends after the account: not at all in the pipeline's own region, else with five
 * characters that tell the region.
 */
export function bucketSuffix(region: string, own: string): string {
  return region === own ? "" : `-${hash([region], 5)}`;
}

/**
 * An environment's or a test's name as a part of AWS names and of Terraform addresses: `[a-z0-9-]`, at most 41
 * characters, injective for names that differ in more than case. As both are made of it, an edit that leaves the one
 * leaves the other. What is changed bears a hash after a double hyphen, which no unchanged name holds.
 */
export function segment(name: string): string {
  return shorten(name.toLowerCase(), segmentLength, 8);
}

/** The text itself where it is a plain part of a name, else its slug and a hash of this length. */
function shorten(text: string, longest: number, length: number): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= longest) return text;
  return `${slug(text, longest - length - 2)}--${hash([text], length)}`;
}

/**
 * A name as a Terraform identifier: letters, digits and hyphens stay, everything else becomes `_hex_`, and so
 * does a first character that no identifier starts with. Injective, since `_` itself is encoded.
 */
export function terraformIdentifier(name: string): string {
  return Array.from(name, (char, index) => {
    const stays = index === 0 ? /[A-Za-z]/ : /[A-Za-z0-9-]/;
    return stays.test(char) ? char : `_${char.codePointAt(0)?.toString(16)}_`;
  }).join("");
}

/**
 * The names wanted for some things, made to differ where two want the same, or where one holds a character
 * that is not allowed: those get a hash of their own parts.
 */
export function distinctNames(
  wanted: readonly { readonly parts: readonly string[]; readonly name: string }[],
  allowed: RegExp,
): string[] {
  const counts = new Map<string, number>();
  for (const { name } of wanted) counts.set(name, (counts.get(name) ?? 0) + 1);
  return wanted.map(({ parts, name }) => {
    const sound = counts.get(name) === 1 && Array.from(name).every((char) => allowed.test(char));
    const clean = Array.from(name, (char) => (allowed.test(char) ? char : "-")).join("");
    return sound ? name : `${clean}-${hash(parts, 8)}`;
  });
}

/**
 * A wave as a part of the names of its stages: the names of its environments, and where those together are longer than
 * 73 characters, their start and a hash. So its stages' names stay within CodePipeline's 100 characters.
 */
export function waveName(environments: readonly string[]): string {
  const joined = environments.join("And");
  return joined.length <= 73 ? joined : `${joined.slice(0, 64)}-${hash(environments, 8)}`;
}

/**
 * A repository in the names of target accounts, readable and told apart by its hash; at most 30 characters. SHA-256 in
 * hex, since `modules/child-account` makes the same names in Terraform's language.
 */
export function repositoryKey(repository: string): string {
  return [slug(repository, slugLength), repositoryHash(repository)].filter(Boolean).join("-");
}

export function repositoryHash(repository: string): string {
  return createHash("sha256").update(repository).digest("hex").slice(0, hashLength);
}

/** Lower case, everything but letters and digits as single hyphens, at most `longest` characters. */
function slug(text: string, longest: number): string {
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return words.replace(/^-/, "").slice(0, longest).replace(/-$/, "");
}

/** The first characters of SHA-256 in base 32: 5 bits each, `a`–`z` and `2`–`7`. The parts stay apart. */
function hash(parts: readonly string[], length: number): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  return Array.from(
    { length },
    (_, index) => "abcdefghijklmnopqrstuvwxyz234567"[(digest[index] ?? 0) & 31],
  ).join("");
}
