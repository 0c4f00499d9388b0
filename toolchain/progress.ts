/** One resource that Terraform is done with. */
export interface ProgressStep {
  /** How many are done, this one among them. */
  readonly done: number;
  /** Of how many; absent where no plan said it. */
  readonly total?: number;
  readonly address: string;
  readonly change: "created" | "changed" | "destroyed" | "imported";
  /** How long it took, in Terraform's words such as `1m4s`; an import has none. */
  readonly duration?: string;
}

/**
 * Reads how far an apply is from what Terraform tells a person, also through cdktf, which puts the stack's name before it.
 * `total` counts the changes of a plan that was made before; otherwise the plan's own summary says it.
 */
export function progressReader(total?: number): (line: string) => ProgressStep | undefined {
  let done = 0;
  let all = total;
  return (line) => {
    const planned = totalIn(line);
    if (planned !== undefined) [all, done] = [planned, 0];
    const found = completion.exec(line);
    const [, verb = "", duration] = found ?? [];
    const change = changes[verb];
    if (!found || !change) return undefined;
    // Terraform's summary does not count what it only takes over.
    if (change !== "imported") done += 1;
    return {
      done,
      address: addressAtEnd(line.slice(0, found.index)),
      change,
      ...(all && { total: Math.max(all, done) }),
      ...(duration && { duration }),
    };
  };
}

/** Whether a line tells of something that has begun, goes on, or was only looked at: news for a moment. */
export function isPassing(line: string): boolean {
  return /: (?:Creating|Modifying|Destroying|Still \w+|Refreshing state|Reading|Read complete)\b/.test(line);
}

const completion = /: (Creation|Modifications|Destruction|Import) complete(?: after (\w+))?/;

/** Without the stack's name before it, and what is told of a deposed object behind it. A key of `for_each` may hold spaces. */
function addressAtEnd(text: string): string {
  const whole = text.endsWith(")") ? text.slice(0, text.lastIndexOf(" (")) : text;
  const [beforeKeys = ""] = whole.split('["', 1);
  return whole.slice(beforeKeys.lastIndexOf(" ") + 1);
}

const changes: Readonly<Record<string, ProgressStep["change"]>> = {
  Creation: "created",
  Modifications: "changed",
  Destruction: "destroyed",
  Import: "imported",
};

/** `Plan: 1 to import, 3 to add, 1 to change, 0 to destroy.` */
function totalIn(line: string): number | undefined {
  const counts = /Plan: (?:\d+ to import, )?(\d+) to add, (\d+) to change, (\d+) to destroy/.exec(line);
  return counts ? counts.slice(1).reduce((sum, count) => sum + Number(count), 0) : undefined;
}

/** `[12 of 38] created aws_kms_key.artifacts 4 s`. */
export function progressInWords({ address, change, duration, ...step }: ProgressStep): string {
  return [
    `${countInWords(step)} ${change} ${address}`,
    ...(duration ? [durationInWords(duration)] : []),
  ].join(" ");
}

/** `[12 of 38]`. */
export function countInWords({ done, total }: Pick<ProgressStep, "done" | "total">): string {
  return total === undefined ? `[${done}]` : `[${done} of ${total}]`;
}

const units: Readonly<Record<string, string>> = { h: "h", m: "min", s: "s" };

/** `1m4s` as `1 min 4 s`. */
function durationInWords(duration: string): string {
  return [...duration.matchAll(/(\d+)([hms])/g)]
    .map(([, count, unit = ""]) => `${count} ${units[unit]}`)
    .join(" ");
}
