import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import {
  bucketSuffix,
  distinctNames,
  type EnvironmentRole,
  environmentRole,
  type PipelineRole,
  pipelineId,
  pipelineName,
  pipelineRole,
  segment,
  terraformIdentifier,
  waveName,
} from "./names.js";

const runs = { numRuns: times(1000) };

/** Any text, and texts of few characters, so that pairs come close. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 255 }),
  fc.string({ unit: fc.constantFrom(..."aAbB1-._/"), maxLength: 6 }),
);
/** What an item takes as the name of an environment or a test. */
const name = fc
  .tuple(
    fc.constantFrom(..."aAbBzZ019"),
    fc.string({ unit: fc.constantFrom(..."aAbBeEfF2-._"), maxLength: 39 }),
  )
  .map(([first, rest]) => first + rest);
const near = fc.oneof(
  name,
  fc.constantFrom("prod.eu", "prodeu", "prod-eu", "prod_eu", "prod_2e_eu", "2nd", "_32_nd"),
);

describe("pipelineId", () => {
  it("is made of a-z, 0-9 and hyphens, and leaves room for what is put before and after it", () => {
    fc.assert(
      fc.property(text, text, (repository, branch) => {
        const id = pipelineId(repository, branch);
        expect(id).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*--)?[a-z2-7]{10}$/);
        expect(pipelineName("twelveletter", id).length).toBeLessThanOrEqual(44);
      }),
      runs,
    );
  });

  it("differs for any two pairs of repository and branch", () => {
    fc.assert(
      fc.property(fc.tuple(text, text), fc.tuple(text, text), (a, b) => {
        expect(pipelineId(...a) === pipelineId(...b)).toBe(a[0] === b[0] && a[1] === b[1]);
      }),
      runs,
    );
  });

  it("differs wherever one text is cut in two", () => {
    const cuts = fc
      .string({ minLength: 1, maxLength: 12 })
      .chain((whole) => fc.tuple(fc.constant(whole), fc.nat(whole.length), fc.nat(whole.length)));
    fc.assert(
      fc.property(cuts, ([whole, a, b]) => {
        const idAt = (cut: number) => pipelineId(whole.slice(0, cut), whole.slice(cut));
        expect(idAt(a) === idAt(b)).toBe(a === b);
      }),
      runs,
    );
  });

  it("is the same for ever: state keys and names of live pipelines hang on it", () => {
    expect(pipelineId("webshop", "main")).toBe("webshop-main--2czbumyghz");
    expect(pipelineId("acme/payments", "feature/ünïcode")).toBe("acme-paymen-feature--rixxg25ukt");
    expect(pipelineId("_", "日本語")).toBe("x--ajep3qf2lx");
  });
});

describe("segment", () => {
  const start = "p-tests-";
  const shapes = [
    { segmentOf: segment, longest: 41 },
    { segmentOf: (name: string) => environmentRole("p", "tests", name).slice(start.length), longest: 12 },
  ];

  it.each(shapes)("is made of a-z, 0-9 and hyphens, at most $longest of them", ({ segmentOf, longest }) => {
    fc.assert(
      fc.property(name, (text) => {
        expect(segmentOf(text)).toMatch(/^[a-z0-9][a-z0-9-]*[a-z0-9]$|^[a-z0-9]$/);
        expect(segmentOf(text).length).toBeLessThanOrEqual(longest);
      }),
      runs,
    );
  });

  it.each(shapes)("differs for names that differ in more than case (of $longest)", ({ segmentOf }) => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        expect(segmentOf(a) === segmentOf(b)).toBe(a.toLowerCase() === b.toLowerCase());
      }),
      runs,
    );
  });

  it("leaves a plain name as it is, in lower case", () => {
    expect(["Prod", "Prod-EU", "2nd", "x".repeat(41)].map((text) => segment(text))).toEqual([
      "prod",
      "prod-eu",
      "2nd",
      "x".repeat(41),
    ]);
  });
});

describe("names of roles", () => {
  const longestId = pipelineName("twelveletter", pipelineId("r".repeat(100), "b".repeat(100)));
  const ofPipeline: PipelineRole[] = ["pipeline", "build", "events"];
  const ofEnvironment: EnvironmentRole[] = ["tests", "plan", "review", "apply"];

  it("fit into IAM's 64 characters, whatever the environment is called", () => {
    for (const role of ofPipeline) expect(pipelineRole(longestId, role).length).toBeLessThanOrEqual(64);
    fc.assert(
      fc.property(fc.constantFrom(...ofEnvironment), name, (role, environment) => {
        for (const parts of [[], ["smoke"]])
          expect(environmentRole(longestId, role, environment, parts).length).toBeLessThanOrEqual(64);
      }),
      runs,
    );
    expect(environmentRole(longestId, "review", "x".repeat(12))).toHaveLength(64);
  });

  it("tell the roles of one environment apart by what each is for, and say which environment it is", () => {
    const named = (environment: string, ...parts: string[]) =>
      environmentRole("p", "tests", environment, parts);
    expect(named("Prod", "smoke")).toMatch(/^p-tests-prod--[a-z2-7]{6}$/);
    const names = [named("Prod", "a"), named("Prod", "b"), named("Prod", "a", "b"), named("Prod2", "a")];
    expect(new Set(names).size).toBe(4);
    expect(named("PROD", "a")).toBe(named("Prod", "a"));
  });
});

describe("the name of an artifact bucket", () => {
  /** Every region of the AWS general reference, and one that is yet to come. */
  const regions =
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 " +
    "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 " +
    "ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 " +
    "eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 " +
    "us-gov-east-1 us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-west-1 us-west-2 xx-future-9";

  it("has no ending in the pipeline's own region, and one of its own in each other", () => {
    const others = regions.split(" ").filter((region) => region !== "eu-west-1");
    const endings = others.map((region) => bucketSuffix(region, "eu-west-1"));
    expect(bucketSuffix("eu-west-1", "eu-west-1")).toBe("");
    for (const ending of endings) expect(ending).toMatch(/^-[a-z2-7]{5}$/);
    expect(new Set(endings).size).toBe(others.length);
  });

  it("fits into S3's 63 characters in any region", () => {
    const name = pipelineName("twelveletter", pipelineId("r".repeat(100), "b".repeat(100)));
    expect(`${name}-111111111111${bucketSuffix("us-west-2", "eu-west-1")}`).toHaveLength(63);
  });
});

describe("waveName", () => {
  it("joins the names of environments, and leaves room for the rest of a stage's name", () => {
    expect(waveName(["Prod"])).toBe("Prod");
    expect(waveName(["ProdEU", "ProdUS"])).toBe("ProdEUAndProdUS");
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 48 }), (names) => {
        const longest = `BuildAndDeployTo${waveName(names)}-abcdefgh`;
        expect(longest).toMatch(/^[A-Za-z0-9.@_-]{1,100}$/);
      }),
      runs,
    );
    const many = (last: string) => [..."abcdef"].map((letter) => letter.repeat(20)).concat(last);
    expect(waveName(many("x"))).not.toBe(waveName(many("y")));
  });
});

describe("terraformIdentifier", () => {
  it("is an identifier of Terraform, from which the name can be read back", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          text.filter((name) => name !== ""),
        ),
        (name) => {
          const identifier = terraformIdentifier(name);
          expect(identifier).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
          const readBack = identifier.replace(/_([0-9a-f]+)_/g, (_, hex) =>
            String.fromCodePoint(Number.parseInt(hex, 16)),
          );
          expect(readBack).toBe(name);
        },
      ),
      runs,
    );
  });

  it.each([
    ["Prod", "Prod"],
    ["prodeu", "prodeu"],
    ["prod.eu", "prod_2e_eu"],
    ["prod_2e_eu", "prod_5f_2e_5f_eu"],
    ["2nd", "_32_nd"],
    ["-x", "_2d_x"],
    ["a-b", "a-b"],
  ])("writes %s as %s", (name, identifier) => {
    expect(terraformIdentifier(name)).toBe(identifier);
  });
});

describe("distinctNames", () => {
  const wanted = fc
    .uniqueArray(fc.tuple(near, near), { selector: (parts) => parts.join("\0"), maxLength: 6 })
    .map((all) => all.map((parts) => ({ parts, name: `${parts.join("")}Tests` })));

  it("gives names that differ and hold allowed characters only", () => {
    fc.assert(
      fc.property(wanted, (wanted) => {
        const names = distinctNames(wanted, /[A-Za-z0-9_-]/);
        expect(new Set(names).size).toBe(wanted.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
      runs,
    );
  });

  it("leaves a name as it is that nothing else wants, and that holds allowed characters only", () => {
    const wanted = [
      { parts: ["a", "bc"], name: "abc" },
      { parts: ["ab", "c"], name: "abc" },
      { parts: ["d", "e"], name: "de" },
      { parts: ["d.", "e"], name: "d.e" },
    ];
    const hashed = (start: string) => expect.stringMatching(new RegExp(`^${start}-[a-z2-7]{8}$`));
    expect(distinctNames(wanted, /[a-z]/)).toEqual([hashed("abc"), hashed("abc"), "de", hashed("d-e")]);
  });
});
