import { type Change, changesBetween } from "./change.js";

/**
 * The resources and module calls of a stack, by address, whose configuration is not what it was. Compares two
 * texts of Terraform JSON and asks nobody: what Terraform would find to be changed besides, its plan says.
 */
export function resourceChanges(before: string | undefined, after: string | undefined): Change[] {
  return changesBetween(addressesIn(before), addressesIn(after));
}

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly module?: Readonly<Record<string, unknown>>;
}

function addressesIn(text: string | undefined): Map<string, unknown> {
  const { resource = {}, module = {} }: StackJson = text === undefined ? {} : JSON.parse(text);
  const resources = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => [`${type}.${name}`, body] as const),
  );
  const modules = Object.entries(module).map(([name, body]) => [`module.${name}`, body] as const);
  return new Map([...modules, ...resources]);
}
