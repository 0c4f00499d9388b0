import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeParseItem } from "../../compiler/item/index.js";
import { at, type Json, membersAt, textAt, tryAt } from "../../testing/expect/json.js";
import { compile } from "../../testing/items/compile.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { times } from "../../testing/items/times.js";

type Tests = Readonly<Record<string, readonly string[]>>;

/** An item whose environments have an approval and these tests. */
const itemOf = (environments: Tests) =>
  itemWith(
    Object.fromEntries(
      Object.entries(environments).map(([name, tests]) => [
        name,
        environment({
          ManualApproval: "lead@example.com",
          Tests: Object.fromEntries(tests.map((each) => [each, test()])),
        }),
      ]),
    ),
  );

/** The name in AWS of each resource of the environments, by its Terraform address. */
function namesByAddress(stack: Json): Map<string, string> {
  return new Map(
    environmentsIn(stack).flatMap(([module, call]): [string, string][] => {
      return [
        [`${module} topic`, `topic ${textAt(call, "approval", "topic_name")}`],
        ...membersAt(call, "tests_roles").map(([role]): [string, string] => [
          `${module} role ${role}`,
          `role ${role}`,
        ]),
        ...membersAt(call, "tests").map(([key, each]): [string, string] => [
          `${module} test ${key}`,
          `project ${textAt(each, "project_name")}`,
        ]),
      ];
    }),
  );
}

/** The calls of `modules/stage`; the other is of the build, which an edit of environments leaves. */
function environmentsIn(stack: Json) {
  return membersAt(stack, "module").filter(([, call]) => tryAt(call, "environment") !== undefined);
}

const word = fc
  .tuple(
    fc.constantFrom(..."aAb2"),
    fc.string({ unit: fc.constantFrom(..."aAbB2-._"), maxLength: 4 }),
    fc.constantFrom("", "x".repeat(35)),
  )
  .map((parts) => parts.join(""));
const flipped = (text: string, flips: readonly boolean[]) =>
  Array.from(text, (char, index) => {
    if (!flips[index]) return char;
    return char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase();
  }).join("");

describe("Terraform addresses", () => {
  it("are the same before and after an edit where the names in AWS are, and differ where those do", () => {
    const flips = fc.array(fc.boolean(), { maxLength: 40 });
    const edit = fc.tuple(word, word, word, word, flips, fc.boolean());
    fc.assert(
      fc.property(edit, ([name, kind, otherName, otherKind, flips, onlyCase]) => {
        const items = [
          itemOf({ [name]: [kind] }),
          onlyCase
            ? itemOf({ [flipped(name, flips)]: [flipped(kind, flips)] })
            : itemOf({ [otherName]: [otherKind] }),
        ];
        fc.pre(items.every((written) => safeParseItem(written, { settings: permissiveSettings }).ok));
        const [before = new Map(), after = new Map()] = items.map((written) =>
          namesByAddress(compile(written)),
        );
        for (const [address, name] of before)
          for (const [newAddress, newName] of after)
            expect(address === newAddress, `${address} ${newAddress}`).toBe(name === newName);
      }),
      { numRuns: times(200) },
    );
  });

  it("stay when an environment or a test changes in case: only the pipeline and who names its artifacts are updated", () => {
    // CodePipeline keeps artifacts by their names, whose case counts in S3.
    const withoutArtifacts = (text: string) => text.replaceAll(/\/stagewright-webshop-\*\/[^"\\]+/g, "");
    const withoutPipeline = (stack: Json): unknown => {
      const { aws_codepipeline: _, ...resource } = at(stack, "resource") as Record<string, unknown>;
      return JSON.parse(withoutArtifacts(JSON.stringify({ ...(stack as object), resource })));
    };
    const before = compile(itemOf({ Prod: ["Smoke"], "Prod.eu": ["Load"] }));
    const after = compile(itemOf({ PROD: ["SMOKE"], "prod.EU": ["Load"] }));
    expect(withoutPipeline(after)).toEqual(withoutPipeline(before));
    expect(after).not.toEqual(before);
  });
});
