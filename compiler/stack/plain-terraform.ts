import { TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { isObject } from "../item/objects.js";
import { unescapeText } from "./escape.js";

export type TerraformJson = Record<string, unknown>;

/**
 * The Terraform JSON of a stack that holds no CDKTF tokens, or undefined if it holds one. `overrides` are those
 * of the stack as a whole. Equal to `unescapeFromCdktf(stack.toTerraform())`, which walks every value several times, each
 * leaf with a context of its own, to look for tokens; this walks it once. Most of the time that CDKTF takes on
 * a pipeline goes there.
 */
export function plainTerraform(stack: TerraformStack, overrides: TerraformJson): TerraformJson | undefined {
  const elements = elementsIn(stack);
  try {
    return mergeAll(
      { "//": { metadata: metadataOf(stack, elements, overrides), outputs: outputsOf(elements) } },
      [...elements.map((element) => plain(element.toTerraform())), overrides],
    );
  } catch (error) {
    if (error instanceof TokenFound) return undefined;
    throw error;
  }
}

/** Without those of stacks within the stack, which are stacks of their own. */
function elementsIn(construct: IConstruct): TerraformElement[] {
  const below = construct.node.children.filter((child) => !TerraformStack.isStack(child)).flatMap(elementsIn);
  return TerraformElement.isTerraformElement(construct) ? [construct, ...below] : below;
}

function metadataOf(
  stack: TerraformStack,
  elements: readonly TerraformElement[],
  overrides: TerraformJson,
): TerraformJson {
  const metadata = {
    version: stack.node.tryGetContext("cdktfVersion"),
    stackName: stack.node.id,
    backend: "local",
    overrides: { stack: Object.keys(overrides) },
  };
  return mergeAll(
    metadata,
    elements.map((element) => plain(element.toMetadata())),
  );
}

/** The path of each output's construct, with its name in Terraform at the end. */
function outputsOf(elements: readonly TerraformElement[]): TerraformJson {
  const outputs: TerraformJson = {};
  for (const output of elements.filter(TerraformOutput.isTerraformOutput)) {
    const nested = output.node.path
      .split("/")
      .reduceRight<unknown>((inner, part) => ({ [part]: inner }), output.friendlyUniqueId);
    merge(outputs, nested as TerraformJson);
  }
  return outputs;
}

class TokenFound extends Error {}

/** A copy without undefined values, as CDKTF's resolving leaves it, with the hidden signs revealed. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map(plain).filter((inner) => inner !== undefined);
  if (typeof value === "number") return number(value);
  if (typeof value !== "object" || value === null) return value;
  return plainObject(value);
}

function plainObject(value: object): TerraformJson {
  if ("resolve" in value && typeof value.resolve === "function") throw new TokenFound();
  const copy: TerraformJson = {};
  for (const [key, inner] of Object.entries(value)) {
    const plainInner = plain(inner);
    if (plainInner !== undefined) copy[plainText(key)] = plainInner;
  }
  return copy;
}

/** As CDKTF writes tokens of strings, lists and maps, and of numbers that became text. */
const tokenInText = /[$#&]\{TfToken\[|e\+/;

function plainText(text: string): string {
  if (tokenInText.test(text)) throw new TokenFound();
  return unescapeText(text);
}

/** CDKTF encodes number tokens as doubles far below any number of ours. */
function number(value: number): number {
  if (value < -1e100) throw new TokenFound();
  return value;
}

function mergeAll(target: TerraformJson, sources: readonly unknown[]): TerraformJson {
  for (const source of sources) merge(target, source as TerraformJson);
  return target;
}

/** Objects are merged key by key, lists are joined, anything else is replaced. */
function merge(target: TerraformJson, source: TerraformJson): void {
  for (const [key, value] of Object.entries(source)) {
    const existing = target[key];
    if (isObject(existing) && isObject(value)) merge(existing, value);
    else if (Array.isArray(existing) && Array.isArray(value)) target[key] = [...existing, ...value];
    else target[key] = value;
  }
}
