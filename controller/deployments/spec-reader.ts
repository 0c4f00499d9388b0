type Rule = RegExp | ((text: string) => boolean);

/** Reads an object whose form is known, notes every place that is not as it should be, and gives something of the right type there. */
export class SpecReader {
  readonly #known = new Set<string>();
  readonly #object: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    readonly problems: string[] = [],
    private readonly path = "",
  ) {
    this.#object = isRecord(value) ? value : {};
    if (!isRecord(value)) problems.push(`${path || "it"} is no object`);
  }

  text(name: string, rule: Rule): string {
    const value = this.#take(name);
    const isSound = typeof value === "string" && keeps(value, rule);
    if (!isSound) this.#refuse(name);
    return isSound ? value : "";
  }

  optionalText(name: string, rule: Rule): string | undefined {
    return this.#take(name) === undefined ? undefined : this.text(name, rule);
  }

  /** Empty where it is left out. */
  texts(name: string, rule: Rule): readonly string[] {
    const value = this.#take(name) ?? [];
    const sound = Array.isArray(value)
      ? value.filter((each) => typeof each === "string" && keeps(each, rule))
      : [];
    if (!Array.isArray(value) || sound.length !== value.length) this.#refuse(name);
    return sound;
  }

  oneOf<T extends string>(name: string, words: readonly [T, ...T[]]): T {
    const value = this.#take(name);
    const found = words.find((word) => word === value);
    if (found === undefined) this.problems.push(`${this.#at(name)} is none of ${words.join(", ")}`);
    return found ?? words[0];
  }

  /** Empty where it is left out. Its values may be anything. */
  record(name: string): Readonly<Record<string, unknown>> {
    const value = this.#take(name) ?? {};
    if (!isRecord(value)) this.#refuse(name);
    return isRecord(value) ? value : {};
  }

  object(name: string): SpecReader {
    return new SpecReader(this.#take(name), this.problems, this.#at(name));
  }

  objects(name: string): readonly SpecReader[] {
    const value = this.#take(name);
    if (!Array.isArray(value)) this.#refuse(name);
    const all: readonly unknown[] = Array.isArray(value) ? value : [];
    return all.map((each, index) => new SpecReader(each, this.problems, `${this.#at(name)}[${index}]`));
  }

  /** What has not been asked for is unknown, and may be meant to matter. */
  nothingElse(): void {
    const unknown = Object.keys(this.#object).filter((name) => !this.#known.has(name));
    for (const name of unknown) this.problems.push(`${this.#at(name)} is unknown`);
  }

  #take(name: string): unknown {
    this.#known.add(name);
    return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
  }

  #refuse(name: string): void {
    this.problems.push(`${this.#at(name)} is missing or of another form`);
  }

  #at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}

function keeps(text: string, rule: Rule): boolean {
  return rule instanceof RegExp ? rule.test(text) : rule(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
