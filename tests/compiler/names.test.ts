import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeParseItem } from "../../compiler/item/index.js";
import { buildPipeline, type Pipeline } from "../../compiler/pipeline/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { type Json, listAt, membersAt } from "../../testing/expect/json.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { modelOf, rendered } from "../../testing/items/compile.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { environment, item, itemWith, test } from "../../testing/items/items.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { times } from "../../testing/items/times.js";
import { accountNames, isOfAccount } from "../../testing/stack/account-names.js";
import { awsLimits, configurationValueLimit } from "../../testing/stack/aws-limits.js";
import { type NamedResource, namesIn } from "../../testing/stack/names-in.js";
import { resolveStack } from "../../testing/stack/resolve-stack.js";

const runs = { numRuns: times(300) };
const timeout = times(180_000);

/** The longest prefix that settings take. */
const settings: Settings = { ...permissiveSettings, namePrefix: "twelveletter" };

const model = (written: unknown): Pipeline => modelOf(written, settings);

/** Undefined: it is no item. */
function modelIfItem(written: unknown): Pipeline | undefined {
  const parsed = safeParseItem(written, { settings });
  return parsed.ok ? buildPipeline(parsed.value, { settings }) : undefined;
}

/** Of few characters, so that pairs come close; of 1 to `length` of them. */
const word = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."aAbB1-._"), minLength: 1, maxLength: length });
const repository = fc.oneof(
  word(6),
  fc.integer({ min: 90, max: 100 }).map((length) => "r".repeat(length)),
);
const branch = fc.oneof(
  word(6),
  fc.constantFrom("é", "e", "É", "日本", "日本語", "🚀", "feature/x", "feature-x", "feature/X"),
  fc.integer({ min: 200, max: 255 }).map((length) => "b".repeat(length)),
);

describe("names in a compiled stack", () => {
  it(
    "stay within the limits of every service, and are those of the model",
    () => {
      const rest = (length: number) =>
        fc.string({ unit: fc.constantFrom(..."aB1._-"), minLength: length, maxLength: length });
      fc.assert(
        fc.property(arbitraryConfiguration, rest(39), rest(31), (configuration, longest, longestOfTest) => {
          const [first, ...others] = configuration.environments;
          const written = plainFormOf({
            ...configuration,
            environments: [
              { ...first, name: `x${longest}`, tests: renamedFirst(first?.tests, `y${longestOfTest}`) },
              ...others,
            ] as typeof configuration.environments,
          });
          const pipeline = modelIfItem(written);
          fc.pre(pipeline !== undefined);
          const held = resolveStack(rendered(pipeline, settings));
          const names = namesIn(held);
          expect(names.filter(({ kind, name }) => !awsLimits[kind].test(name))).toEqual([]);
          expect(lines(names.filter(isOfAccount))).toEqual(lines(accountNames(pipeline)));
          expect(longestConfigurationValue(held)).toBeLessThanOrEqual(configurationValueLimit);
        }),
        runs,
      );
    },
    timeout,
  );
});

describe("names of a pipeline", () => {
  it("differ: stages, actions of a stage, artifacts, identifiers and all of the account", () => {
    const names = (maxLength: number) =>
      fc.uniqueArray(word(4), { minLength: 1, maxLength, selector: (name) => name.toLowerCase() });
    fc.assert(
      fc.property(names(4), names(3), (environments, tests) => {
        const written = itemWith(
          Object.fromEntries(environments.map((name) => [name, environmentWith(tests)])),
        );
        const pipeline = modelIfItem(written);
        fc.pre(pipeline !== undefined);
        expectDistinct(pipeline.stages.map(({ name }) => name));
        expectDistinct(artifactsOf(pipeline));
        expectDistinct(pipeline.environments.map(({ identifier }) => identifier));
        expectDistinct(lines(accountNames(pipeline)));
        for (const { actions } of pipeline.stages) expectDistinct(actions.map(({ name }) => name));
      }),
      runs,
    );
  });

  it("differ between any two pipelines", () => {
    const cut = fc
      .tuple(word(8), fc.nat(8), fc.nat(8))
      .map(([text, a, b]) => [
        small(text.slice(0, a), text.slice(a)),
        small(text.slice(0, b), text.slice(b)),
      ]);
    const one = fc.tuple(repository, branch).map(([repository, branch]) => small(repository, branch));
    fc.assert(
      fc.property(fc.oneof(cut, fc.tuple(one, one)), ([a, b]) => {
        const [first, second] = [modelIfItem(a), modelIfItem(b)];
        fc.pre(first !== undefined && second !== undefined && !isDeepStrictEqual(a, b));
        expectDistinct([first, second].flatMap((pipeline) => lines(accountNames(pipeline))));
      }),
      runs,
    );
  });

  it("differ between `a`+`bc` and `ab`+`c`, between cases, and between / and -", () => {
    const pipelines = [
      ["a", "bc"],
      ["ab", "c"],
      ["A", "bc"],
      ["a", "b/c"],
      ["a", "b-c"],
      ["a", "b_c"],
      ["a-b", "c"],
      ["a", "bç"],
      ["x".repeat(100), "main"],
      ["x".repeat(99), "main"],
      ["x".repeat(100), "Main"],
    ].map(([repository = "", branch = ""]) => model(small(repository, branch)));
    expectDistinct(pipelines.flatMap((pipeline) => lines(accountNames(pipeline))));
  });

  it("differ though repositories and environments bear the names of other pipelines", () => {
    const more = fc.constantFrom("", "-x", "-prod", "-tests", "-build");
    fc.assert(
      fc.property(word(3), word(3), more, word(3), (repository, branch, more, environment) => {
        const plain = modelIfItem(small(repository, branch));
        fc.pre(plain !== undefined);
        const longer = modelIfItem(small(plain.id + more, branch, environment));
        fc.pre(longer !== undefined);
        const rest = longer.id.slice(plain.id.length).replace(/^-+/, "");
        const imitating = modelIfItem(small(repository, branch, `${rest}-${environment}`));
        fc.pre(imitating !== undefined);
        expectDistinct([longer, imitating].flatMap((pipeline) => lines(accountNames(pipeline))));
      }),
      runs,
    );
  });

  it("differ where two tests want one name, and leave all others as they are", () => {
    const artifacts = artifactsOf(
      model(
        itemWith({
          a: environment({ Tests: { bc: test(), d: test() } }),
          ab: environment({ Tests: { c: test() } }),
        }),
      ),
    );
    const hashed = expect.stringMatching(/^abcOutputArtifact-[a-z2-7]{8}$/);
    expect(artifacts).toEqual(["Source", hashed, "adOutputArtifact", hashed, "BuildOutput"]);
    expectDistinct(artifacts);
  });
});

/** An item with an environment that has every part: approval, topic, test. */
function small(repository: string, branch: string, name = "Prod") {
  return item({
    RepoName: repository,
    RepoTag: branch,
    EnvironmentOrder: [name],
    DeploymentConfigurations: { [name]: environmentWith(["Smoke"]) },
  });
}

function environmentWith(tests: readonly string[]) {
  return environment({
    ManualApproval: "lead@example.com",
    Tests: Object.fromEntries(tests.map((name) => [name, test()])),
  });
}

function renamedFirst<T extends object>([first, ...others]: readonly T[] = [], name: string) {
  return first ? [{ ...first, name }, ...others] : [];
}

function artifactsOf({ stages }: Pipeline): string[] {
  return stages.flatMap(({ actions }) => actions.flatMap(({ outputs }) => outputs));
}

function longestConfigurationValue(held: Json): number {
  const values = listAt(held, "resource", "aws_codepipeline", "pipeline", "stage")
    .flatMap((stage) => listAt(stage, "action"))
    .flatMap((action) => membersAt(action, "configuration"));
  return Math.max(...values.map(([, value]) => String(value).length));
}

/** As a service or a file system that knows no case would tell them apart. */
function lines(names: readonly NamedResource[]): string[] {
  return names.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`).sort();
}

function expectDistinct(names: readonly string[]): void {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
}
