import { collective, unmet } from "./constraints.js";
import { AwsError } from "./errors.js";
import { type ApiModel, type Shape, shapeOf } from "./models.js";

/** One constraint of the API model that an input does not meet. */
export interface Violation {
  /** As AWS writes it, items counted from 1: `pipeline.stages.1.member.name`. */
  readonly path: string;
  /** The shape that sets the constraint, such as `PipelineName`. */
  readonly shape: string;
  readonly missing: boolean;
  /** `Value 'x' at 'name' failed to satisfy constraint: …` */
  readonly message: string;
}

/** Checks a decoded input against the constraints of a shape: all violations, in the order of the model. */
export function validate(model: ApiModel, shapeName: string, value: unknown, path = ""): Violation[] {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case "structure":
      return validateStructure(model, shape, value as Members, path);
    case "list":
      return [...own(shape, shapeName, value, path), ...validateList(model, shape, value as unknown[], path)];
    case "map":
      return [...own(shape, shapeName, value, path), ...validateMap(model, shape, value as Members, path)];
    default:
      return own(shape, shapeName, value, path);
  }
}

/** The error that most AWS services make of violations. */
export function validationError(
  violations: readonly Violation[],
  code: string = "ValidationException",
): AwsError {
  const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
  return new AwsError(code, `${count} detected: ${violations.map((each) => each.message).join("; ")}`);
}

type Members = Readonly<Record<string, unknown>>;

function validateStructure(model: ApiModel, shape: Shape, value: Members, path: string): Violation[] {
  const required = new Set(shape.required);
  return Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
    const at = path ? `${path}.${name}` : name;
    if (value[name] !== undefined) return validate(model, member.shape, value[name], at);
    return required.has(name) ? [missing(member.shape, at)] : [];
  });
}

/** Items that are scalars are reported together at the list; structures each at their own place. */
function validateList(model: ApiModel, list: Shape, items: readonly unknown[], path: string): Violation[] {
  const itemName = list.member?.shape ?? "";
  const item = shapeOf(model, itemName);
  if (isComposite(item)) {
    return items.flatMap((each, index) => validate(model, itemName, each, `${path}.${index + 1}.member`));
  }
  const broken = items.some((each) => unmet(item, each).length > 0);
  return broken ? [violation(list, itemName, items, path, collective("Member", item))] : [];
}

function validateMap(model: ApiModel, map: Shape, value: Members, path: string): Violation[] {
  const keyName = map.key?.shape ?? "";
  const valueName = map.value?.shape ?? "";
  const key = shapeOf(model, keyName);
  const item = shapeOf(model, valueName);
  const keysBroken = Object.keys(value).some((each) => unmet(key, each).length > 0);
  const keyViolations = keysBroken ? [violation(map, keyName, value, path, collective("Map keys", key))] : [];
  return [...keyViolations, ...validateMapValues(model, map, item, valueName, value, path)];
}

function validateMapValues(
  model: ApiModel,
  map: Shape,
  item: Shape,
  itemName: string,
  value: Members,
  path: string,
): Violation[] {
  if (isComposite(item)) {
    return Object.entries(value).flatMap(([key, each]) =>
      validate(model, itemName, each, `${path}.${key}.member`),
    );
  }
  const broken = Object.values(value).some((each) => unmet(item, each).length > 0);
  return broken ? [violation(map, itemName, value, path, collective("Map value", item))] : [];
}

function isComposite(shape: Shape): boolean {
  return shape.type === "structure" || shape.type === "list" || shape.type === "map";
}

function own(shape: Shape, shapeName: string, value: unknown, path: string): Violation[] {
  return unmet(shape, value).map((constraint) => violation(shape, shapeName, value, path, constraint));
}

function missing(shape: string, path: string): Violation {
  const message = `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
  return { path, shape, missing: true, message };
}

function violation(
  holder: Shape,
  shape: string,
  value: unknown,
  path: string,
  constraint: string,
): Violation {
  const shown = holder.sensitive || holder.type === "map" ? "" : ` '${render(value)}'`;
  const message = `Value${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
  return { path, shape, missing: false, message };
}

function render(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(render).join(", ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
