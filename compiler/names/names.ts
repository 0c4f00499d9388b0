import { createHash } from "node:crypto";

/**
 * Every name in AWS, every state key and every path derives from a pipeline's name, and every one of them
 * stays within its service's limit by arithmetic: prefix 12 + slug 19 + hash 10 + three hyphens = 44 characters.
 *
 * | name | limit | longest |
 * |---|---|---|
 * | S3 bucket | 63 | 44 + 1 + 12 (account) |
 * | IAM role | 64 | 44 + 7 + 13 (environment) |
 * | EventBridge rule | 64 | 44 + 7 |
 * | CloudFormation stack, change set | 128 | 44 + 1 + 41 (environment) + 17 |
 * | CodeBuild project | 150 | 44 + 1 + 41 + 1 + 41 |
 * | SNS topic | 256 | 44 + 1 + 41 + 9 |
 */
const slugLength = 19;
const branchLength = 8;
const hashLength = 10;

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

/**
 * An environment's or a test's name as a part of AWS names: `[a-z0-9-]`, at most 41 characters, injective
 * for names that differ in more than case. What is changed bears a hash after a double hyphen, which no
 * unchanged name holds.
 */
export function segment(name: string, longest = 41): string {
  const lower = name.toLowerCase();
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(lower) && lower.length <= longest) return lower;
  return hashed(lower, longest, 8);
}

/** `segment` for IAM roles, which have 13 characters left. */
export function shortSegment(name: string): string {
  const lower = name.toLowerCase();
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(lower) && lower.length <= 13) return lower;
  return hashed(lower, 13, 6);
}

function hashed(lower: string, longest: number, length: number): string {
  return `${slug(lower, longest - length - 2)}--${hash([lower], length)}`;
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
