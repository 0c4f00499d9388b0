import type { Shape } from "./models.js";

interface Constraint {
  readonly text: string;
  holds(value: unknown): boolean;
}

/** What AWS writes of each constraint of a scalar, or of a collection's own size, that a value does not meet. */
export function unmet(shape: Shape, value: unknown): string[] {
  return constraints(shape)
    .filter((constraint) => !constraint.holds(value))
    .map((constraint) => constraint.text);
}

/** `Map value must satisfy constraint: [a, b]`: AWS names all constraints of the inner shape, met or not. */
export function collective(subject: string, inner: Shape): string {
  const texts = constraints(inner).map((constraint) => constraint.text);
  return `${subject} must satisfy constraint: [${texts.join(", ")}]`;
}

/** Java's `matches`, which AWS's patterns are written for, looks at the whole text. Undefined when JavaScript cannot read it. */
export function compilePattern(pattern: string): RegExp | undefined {
  return tryCompile(pattern, "u") ?? tryCompile(pattern, "");
}

function constraints(shape: Shape): Constraint[] {
  return [...bounds(shape), ...enumeration(shape), ...pattern(shape)];
}

function bounds({ type, min, max }: Shape): Constraint[] {
  const numeric = type === "integer" || type === "long" || type === "float" || type === "double";
  const noun = numeric ? "value" : "length";
  const upper = {
    text: `Member must have ${noun} less than or equal to ${max}`,
    holds: (value: unknown) => max === undefined || sizeOf(value) <= max,
  };
  const lower = {
    text: `Member must have ${noun} greater than or equal to ${min}`,
    holds: (value: unknown) => min === undefined || sizeOf(value) >= min,
  };
  return [...(max === undefined ? [] : [upper]), ...(min === undefined ? [] : [lower])];
}

function enumeration(shape: Shape): Constraint[] {
  const allowed = shape.enum;
  if (!allowed) return [];
  const text = `Member must satisfy enum value set: [${allowed.join(", ")}]`;
  return [{ text, holds: (value) => allowed.includes(String(value)) }];
}

function pattern(shape: Shape): Constraint[] {
  const compiled = shape.pattern === undefined ? undefined : compilePattern(shape.pattern);
  if (!compiled) return [];
  const text = `Member must satisfy regular expression pattern: ${shape.pattern}`;
  return [{ text, holds: (value) => compiled.test(String(value)) }];
}

/** Numbers by value, texts and lists by length, blobs by bytes, maps by entries. */
function sizeOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}

function tryCompile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, flags);
  } catch {
    return undefined;
  }
}
