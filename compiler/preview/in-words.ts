import { approvalChangesInWords, type Change } from "../changes/index.js";
import { visible } from "../diagnostics/index.js";
import { changeInWords, conditionsInWords, type Grant } from "../pipeline/index.js";
import type { Box, Preview, PreviewChanges, SwitchedOff } from "./preview.js";

/** A count and what it counts. */
export interface Fact {
  readonly count: number;
  readonly what: string;
}

export function factOf(count: number, one: string, many = `${one}s`): Fact {
  return { count, what: count === 1 ? one : many };
}

/** What of a pipeline runs: how much, and in which accounts. */
export function runningIn({ stages }: Pick<Preview, "stages">) {
  const running = stages.flatMap(({ boxes }) => boxes.filter(isRunning));
  const of = (category: Box["category"]) => running.filter((box) => box.category === category).length;
  return {
    actions: running.length,
    accounts: [...new Set(running.flatMap(({ account }) => account ?? []))],
    approvals: of("Approval"),
    tests: of("Test"),
  };
}

/** What stands above a drawing: how large the pipeline is. */
export function factsOf({ stages, switchedOff }: Preview): Fact[] {
  const { actions, accounts, approvals, tests } = runningIn({ stages });
  return [
    factOf(stages.filter(isRunning).length, "stage"),
    factOf(actions, "action"),
    factOf(accounts.length, "account"),
    factOf(approvals, "approval"),
    factOf(tests, "test"),
    ...(switchedOff.length > 0 ? [{ count: switchedOff.length, what: "switched off" }] : []),
  ];
}

/** Neither switched off nor gone. */
function isRunning({ state, change }: Pick<Box, "state" | "change">): boolean {
  return state === "on" && change !== "removed";
}

/** An environment or a test that is switched off, by its name. */
export function offInWords({ environment, test }: Pick<SwitchedOff, "environment" | "test">): string {
  return test === undefined ? environment : `${environment}, tests ${test}`;
}

export const changeSigns = { added: "+", changed: "~", removed: "−" } as const;

export interface ChangeGroup {
  readonly heading: string;
  /** Whether it deserves a second look: it widens something, or takes an approval away. */
  readonly weighs: boolean;
  readonly lines: readonly { readonly change: Change["change"]; readonly text: string }[];
}

/** What a change means, the weighty first. Empty where nothing changes. */
export function changeGroups({
  wider,
  narrower,
  approvals,
  actions,
  resources,
}: PreviewChanges): ChangeGroup[] {
  const line = (change: Change["change"], text: string) => ({ change, text });
  const named = (changes: readonly Change[]) => changes.map(({ change, name }) => line(change, name));
  // Words of a permission begin with their sign, which is drawn apart here.
  const permission = (one: PreviewChanges["wider"][number]) => changeInWords("", one).trim();
  return [
    {
      heading: "Approvals",
      weighs: true,
      lines: approvalChangesInWords(approvals).map((text) => line("changed", text)),
    },
    {
      heading: "Widens permissions",
      weighs: true,
      lines: wider.map((one) => line("added", permission(one))),
    },
    {
      heading: "Narrows permissions",
      weighs: false,
      lines: narrower.map((one) => line("removed", permission(one))),
    },
    { heading: "Actions", weighs: false, lines: named(actions) },
    { heading: "Terraform", weighs: false, lines: named(resources) },
  ].filter(({ lines }) => lines.length > 0);
}

/** A grant in parts, for a reader. */
export function grantInParts({ effect, who, actions, resources, conditions }: Grant) {
  return {
    ...(who && { who: who.join(", ") }),
    verb: effect === "Allow" ? "may" : "may never",
    never: effect === "Deny",
    actions: actions.join(", "),
    conditions: conditionsInWords(conditions),
    resources,
  };
}

/** The same value, with every text in it spelled out where a reader would not see what stands there. */
export function spelledOut<T>(value: T): T {
  const text = JSON.stringify(value, (_, inner) => (typeof inner === "string" ? visible(inner) : inner));
  return JSON.parse(text);
}
