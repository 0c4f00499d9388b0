import { expect, it } from "vitest";
import { exportedNames, repeatedNames } from "./exported-names.js";
import { readSources } from "./sources.js";

const file = (path: string, text: string) => ({ path, text });

it("no exported name is declared in two files of a package", async () => {
  const sources = await readSources();
  expect(repeatedNames(sources)).toEqual([]);
  const planted = file("cli/planted.ts", "export class StateStore {}");
  expect(repeatedNames([...sources, planted])).toEqual([
    "stagewright: StateStore in controller/state/state-store.ts, cli/planted.ts",
  ]);
});

it("the two packages may use the same word, and a file may use it for a type and a value", () => {
  const text = "export const Job = 1;\nexport type Job = string;";
  expect(repeatedNames([file("cli/a.ts", text), file("sandbox/src/a.ts", text)])).toEqual([]);
  expect(repeatedNames([file("sandbox/src/b.ts", text), file("sandbox/src/a.ts", text)])).toHaveLength(1);
});

it("every form of a declaration is seen", () => {
  const text = `
export const a = 1;
export const [b, c] = d;
export const { e: f } = g;
export async function h() {}
export abstract class I {}
export interface J {
export type K<T> = T;
export { l, m as n };
export function* o() {}`;
  expect(exportedNames(text).sort()).toEqual(["I", "J", "K", "a", "b", "c", "f", "h", "l", "n", "o"]);
});

it("what a file passes on is declared elsewhere", () => {
  const text = `
export { a, type B } from "./a.js";
export type {
  C,
} from "./c.js";
export * from "./d.js";
const e = 1;
  export const inner = 2;`;
  expect(exportedNames(text)).toEqual([]);
});
