import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { times } from "../../../../testing/items/times.js";
import { installEmulator } from "../../emulator/index.js";
import { compilePattern } from "./constraints.js";
import { type ApiModel, botocoreModels, type Models, type Shape } from "./models.js";
import { validate } from "./validate.js";

const serviceNames = ["codepipeline", "codebuild", "codecommit", "codeconnections", "codestar-connections"];
let models: Models;

beforeAll(async () => {
  models = botocoreModels((await installEmulator()).folder);
});

/** What is said of one value of a shape, other than about its pattern or enumeration. */
function sizeComplaints(model: ApiModel, shapeName: string, value: unknown): string[] {
  const messages = validate(model, shapeName, value, "it").map((violation) => violation.message);
  return messages.filter((message) => /Member must have (length|value)/.test(message));
}

function boundedScalars(model: ApiModel): [string, Shape][] {
  const scalars = ["string", "integer", "long"];
  return Object.entries(model.shapes).filter(
    ([, { type, min, max }]) => scalars.includes(type) && (min !== undefined || max !== undefined),
  );
}

const sized = ({ type }: Shape, size: number) => (type === "string" ? "a".repeat(Math.max(size, 0)) : size);

describe.each(serviceNames)("AWS's limits in %s", (service) => {
  it("hold for every bounded scalar: accepted up to the bound, refused from there", () => {
    const model = models.load(service);
    const shapes = boundedScalars(model);
    expect(shapes.length).toBeGreaterThan(5);
    for (const [name, shape] of shapes) {
      const { min = shape.type === "string" ? 0 : -9, max = 200_000 } = shape;
      fc.assert(
        fc.property(fc.integer({ min: min - 2, max: Math.min(max, min + 300) + 2 }), (size) => {
          const inside = size >= min && size <= max;
          const complaints = sizeComplaints(model, name, sized(shape, size));
          const impossible = shape.type === "string" && size < 0;
          expect(impossible || (complaints.length === 0) === inside, `${name} ${size}`).toBe(true);
        }),
        { numRuns: times(20) },
      );
      if (shape.max !== undefined && shape.max < 10_000_000) {
        expect(sizeComplaints(model, name, sized(shape, shape.max)), `${name} at most`).toEqual([]);
        expect(sizeComplaints(model, name, sized(shape, shape.max + 1)), `${name} above`).toHaveLength(1);
      }
    }
  });

  it("hold for every bounded list: one item more than the most is refused", () => {
    const model = models.load(service);
    const lists = Object.entries(model.shapes).filter(
      ([, { type, max }]) => type === "list" && max !== undefined,
    );
    for (const [name, { max = 0 }] of lists) {
      const complaints = (count: number) =>
        validate(model, name, Array(count).fill({}), "it").filter(({ path }) => path === "it");
      const ofSize = (count: number) =>
        complaints(count).filter(({ message }) => /length less than or equal to \d+$/.test(message));
      expect(ofSize(max), `${name} at most`).toEqual([]);
      expect(ofSize(max + 1), `${name} above`).toHaveLength(1);
    }
  });

  it("have patterns that JavaScript reads", () => {
    const patterns = Object.values(models.load(service).shapes).flatMap(({ pattern }) => pattern ?? []);
    expect(patterns.filter((pattern) => !compilePattern(pattern))).toEqual([]);
  });

  it("hold for any text: a pattern is met exactly by what it generates", () => {
    const model = models.load(service);
    for (const [name, { type, pattern }] of Object.entries(model.shapes)) {
      if (type !== "string" || pattern === undefined || /\\p|\\b/.test(pattern)) continue;
      const complains = (value: string) =>
        validate(model, name, value, "it").some(({ message }) => message.includes("regular expression"));
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), (value) => !complains(value)),
        { numRuns: times(20) },
      );
      if (!pattern.includes(".*") && !pattern.includes("[\\s\\S]*")) {
        fc.assert(
          fc.property(fc.constantFrom(..."%&§\n"), (odd) => complains(`${odd}x`)),
          { numRuns: times(8) },
        );
      }
    }
  });
});
