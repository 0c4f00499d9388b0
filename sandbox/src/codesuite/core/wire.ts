import { AwsError } from "./errors.js";
import { type ApiModel, type Shape, shapeOf } from "./models.js";

/**
 * JSON as it comes over the wire → values as handlers use them: timestamps are `Date`, blobs `Uint8Array`. Members
 * that the model does not know are dropped and nulls count as absent, as AWS does; a wrong type is refused.
 */
export function decode(model: ApiModel, shapeName: string, wire: unknown): unknown {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case "structure":
      return mapMembers(model, shape, expectObject(wire), decode);
    case "map":
      return mapValues(model, shape, expectObject(wire), decode);
    case "list":
      return mapItems(model, shape, expectArray(wire), decode);
    default:
      return decodeScalar(shape, wire);
  }
}

/**
 * Values → JSON for the wire. A timestamp may be a `Date` or an ISO string and becomes epoch seconds; what the model
 * does not name is left out, so that records can hold more than AWS tells.
 */
export function encode(model: ApiModel, shapeName: string, value: unknown): unknown {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case "structure":
      return mapMembers(model, shape, expectObject(value), encode);
    case "map":
      return mapValues(model, shape, expectObject(value), encode);
    case "list":
      return mapItems(model, shape, expectArray(value), encode);
    case "timestamp":
      return epochSeconds(value);
    case "blob":
      return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
    default:
      return value;
  }
}

/** `SerializationException`: the body is not what the protocol asks for. */
export function malformed(message: string): AwsError {
  return new AwsError("SerializationException", message);
}

type Step = (model: ApiModel, shapeName: string, value: unknown) => unknown;
type Members = Readonly<Record<string, unknown>>;

function mapMembers(model: ApiModel, shape: Shape, value: Members, step: Step): Members {
  const known = Object.entries(shape.members ?? {}).filter(([name]) => isPresent(value[name]));
  return Object.fromEntries(known.map(([name, member]) => [name, step(model, member.shape, value[name])]));
}

function mapValues(model: ApiModel, shape: Shape, value: Members, step: Step): Members {
  const present = Object.entries(value).filter(([, item]) => isPresent(item));
  return Object.fromEntries(present.map(([key, item]) => [key, step(model, shape.value?.shape ?? "", item)]));
}

function mapItems(model: ApiModel, shape: Shape, items: readonly unknown[], step: Step): readonly unknown[] {
  return items.filter(isPresent).map((item) => step(model, shape.member?.shape ?? "", item));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function decodeScalar(shape: Shape, wire: unknown): unknown {
  switch (shape.type) {
    case "timestamp":
      return decodeTimestamp(wire);
    case "blob":
      return decodeBlob(wire);
    case "boolean":
      return expectType(wire, "boolean", "a Boolean");
    case "string":
      return expectType(wire, "string", "a String");
    case "integer":
    case "long":
      return expectInteger(wire);
    default:
      return expectType(wire, "number", "a Double");
  }
}

function expectObject(value: unknown): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  throw malformed(`Expected a structure or map, found ${describe(value)}`);
}

function expectArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw malformed(`Expected a list, found ${describe(value)}`);
}

function expectInteger(wire: unknown): unknown {
  if (Number.isInteger(wire)) return wire;
  throw malformed(`${describe(wire)} can not be converted to an Integer`);
}

function expectType(wire: unknown, type: "boolean" | "number" | "string", target: string): unknown {
  if (typeof wire === type) return wire;
  throw malformed(`${describe(wire)} can not be converted to ${target}`);
}

/** The names that AWS's own parser gives to JSON tokens. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return "START_ARRAY";
  if (typeof value === "object") return "START_OBJECT";
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  return "STRING_VALUE";
}

function decodeTimestamp(wire: unknown): Date {
  const date = typeof wire === "number" ? new Date(wire * 1000) : new Date(String(wire));
  if (Number.isNaN(date.getTime())) throw malformed(`${describe(wire)} can not be converted to a Timestamp`);
  return date;
}

function decodeBlob(wire: unknown): Uint8Array {
  if (typeof wire !== "string") throw malformed(`${describe(wire)} can not be converted to a Blob`);
  return Buffer.from(wire, "base64");
}

function epochSeconds(value: unknown): number {
  const date = value instanceof Date ? value : new Date(String(value));
  return date.getTime() / 1000;
}
