import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../tests/support/times.js";
import {
  distinctNames,
  pipelineId,
  pipelineName,
  segment,
  shortSegment,
  terraformIdentifier,
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
        expect(pipelineName("twelve-chars", id).length).toBeLessThanOrEqual(44);
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
  const shapes = [
    { segmentOf: (name: string) => segment(name), longest: 41 },
    { segmentOf: shortSegment, longest: 13 },
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
