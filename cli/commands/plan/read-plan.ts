export interface PlannedAddress {
  readonly address: string;
  /** In Terraform's words, such as `created` or `updated in-place`. */
  readonly change: string;
}

export interface ReadPlan {
  readonly addresses: readonly PlannedAddress[];
  /** `3 to add, 1 to change, 0 to destroy`, or that nothing changes. */
  readonly counts?: string;
}

/** `  # aws_sns_topic.a will be created`; cdktf puts the stack's name before it (Terraform 1.10, `plan` for people). */
const announcement =
  /(?:^|\s)# (\S+(?:\["[^"]*"\]\S*)?)(?: \([^)]*\))? (?:will|must) be ([a-z -]+?)(?:,.*| \(.*)?$/;
const summary = /Plan: (?:\d+ to import, )?(\d+ to add, \d+ to change, \d+ to destroy)/;
const nothing = /No changes\. /;

/** What a plan for people says that would be touched. Terraform reads what it only looks up: that is no change. */
export function readPlan(lines: readonly string[]): ReadPlan {
  const all = lines.flatMap((text) => text.split("\n"));
  const addresses = all.flatMap((line) => {
    const [, address = "", change = ""] = announcement.exec(line) ?? [];
    return address === "" || change.startsWith("read ") ? [] : [{ address, change }];
  });
  const [, counts] = all.map((line) => summary.exec(line)).find(Boolean) ?? [];
  if (counts !== undefined) return { addresses, counts };
  return all.some((line) => nothing.test(line)) ? { addresses, counts: "nothing to change" } : { addresses };
}
