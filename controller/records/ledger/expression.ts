import type { Condition, RowChange } from "./rows.js";

/** One request's expressions, with the names and values that they use. Any attribute name is fit. */
export class Expression {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, unknown>();

  change({ set = {}, remove = [], add = {} }: RowChange): string | undefined {
    const clauses = [
      clause(
        "SET",
        Object.entries(set).map(([name, value]) => `${this.#name(name)} = ${this.#value(value)}`),
      ),
      clause(
        "REMOVE",
        remove.map((name) => this.#name(name)),
      ),
      clause(
        "ADD",
        Object.entries(add).map(([name, value]) => `${this.#name(name)} ${this.#value(value)}`),
      ),
    ];
    return clauses.filter((text) => text !== "").join(" ") || undefined;
  }

  condition({ equals = {}, absent = [] }: Condition): string | undefined {
    const terms = [
      ...Object.entries(equals).map(([name, value]) => `${this.#name(name)} = ${this.#value(value)}`),
      ...absent.map((name) => `attribute_not_exists(${this.#name(name)})`),
    ];
    return terms.join(" AND ") || undefined;
  }

  /** To be asked for last. DynamoDB refuses empty maps. */
  terms() {
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: Object.fromEntries(this.#names) }),
      ...(this.#values.size > 0 && { ExpressionAttributeValues: Object.fromEntries(this.#values) }),
    };
  }

  #name(name: string): string {
    const known = [...this.#names].find(([, attribute]) => attribute === name);
    if (known) return known[0];
    const placeholder = `#n${this.#names.size}`;
    this.#names.set(placeholder, name);
    return placeholder;
  }

  #value(value: unknown): string {
    const placeholder = `:v${this.#values.size}`;
    this.#values.set(placeholder, value);
    return placeholder;
  }
}

function clause(keyword: string, actions: readonly string[]): string {
  return actions.length > 0 ? `${keyword} ${actions.join(", ")}` : "";
}
