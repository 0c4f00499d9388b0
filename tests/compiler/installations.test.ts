import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childRoles } from "../../child-account/child-account.js";
import type { Settings } from "../../compiler/index.js";
import { bootstrappedSettings } from "../../controller/installation/control-plane/installation.fixture.js";
import { siteOf } from "../../controller/installation/control-plane/site.js";
import { controlPlaneNames } from "../../controller/installation/index.js";
import { modelOf } from "../../testing/items/compile.js";
import { times } from "../../testing/items/times.js";
import { accountNames } from "../../testing/stack/account-names.js";
import { controlPlanePolicies } from "../policies/control-plane.js";
import { central, region, settings, subject } from "../policies/subject.js";

/** An installation as its prefix and nothing else makes it. */
function installation(namePrefix: string): Settings {
  const state = {
    ...settings.state,
    bucket: `${namePrefix}-state-${central}`,
    lockTable: `${namePrefix}-locks`,
  };
  return bootstrappedSettings({ ...settings, namePrefix, state });
}

/** Every name that it gives in an account, without what services put before it. */
function namesOf(namePrefix: string): string[] {
  const own = installation(namePrefix);
  const { table: _, ...named } = controlPlaneNames(own);
  const names = [...Object.values(named), ...accountNames(modelOf(subject, own)).map(({ name }) => name)];
  return names.flatMap((name) => {
    const at = name.indexOf(namePrefix);
    return at < 0 ? [] : [name.slice(at)];
  });
}

/** Every pattern of its policies in which its prefix stands, from the prefix on. */
function patternsOf(namePrefix: string): string[] {
  const own = installation(namePrefix);
  const site = { partition: "aws", account: central, region, centralAccount: central, namePrefix };
  const policies = [controlPlanePolicies(siteOf({ account: central, settings: own })), childRoles(site, own)];
  const texts = JSON.stringify(policies).match(/"arn:[^"]*"/g) ?? [];
  return [...new Set(texts)].flatMap((text) => {
    const at = text.search(new RegExp(`(?<=[:/])${namePrefix}(?=[-_/])`));
    return at < 0 ? [] : [text.slice(at, -1)];
  });
}

function reaches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const whole = new RegExp(`^${source}$`);
  return ["", "/x", ":x", "-x"].some((rest) => whole.test(name + rest));
}

function reached(from: string, into: string): string[] {
  const patterns = patternsOf(from);
  return namesOf(into).filter((name) => patterns.some((pattern) => reaches(pattern, name)));
}

describe("two installations in one account", () => {
  const prefix = fc
    .tuple(
      fc.constantFrom("a", "b"),
      fc.string({ unit: fc.constantFrom("a", "b", "1"), minLength: 1, maxLength: 11 }),
    )
    .map((parts) => parts.join(""));
  const pair = fc.oneof(
    fc.tuple(prefix, prefix),
    fc.tuple(prefix, prefix).map(([first, rest]): [string, string] => [first, (first + rest).slice(0, 12)]),
  );

  it("have no pattern that matches a name of the other", () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        fc.pre(one !== other);
        expect(reached(one, other)).toEqual([]);
        expect(reached(other, one)).toEqual([]);
      }),
      { numRuns: times(60) },
    );
  });

  it("would, if a prefix could hold a hyphen and so begin another's", () => {
    expect(reached("acme", "acme-prod").length).toBeGreaterThan(5);
  });

  it("reach what is their own", () => {
    expect(reached("acme", "acme").length).toBeGreaterThan(10);
  });
});
