import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepSecret, newSecret, readSecret } from "./secret.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-secret-"));
});
afterEach(() => rm(folder, { recursive: true }));

const mode = async (path: string) => (await stat(path)).mode & 0o777;

it("A folder of before gets a secret, and is its owner's alone", async () => {
  await chmod(folder, 0o755);
  expect(await readSecret(folder)).toBe("");
  const secret = await keepSecret(folder);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect([await mode(folder), await mode(join(folder, "secret"))]).toEqual([0o700, 0o600]);
});

it("The next start finds the same secret, and puts right who may read it", async () => {
  const secret = await keepSecret(folder);
  await chmod(join(folder, "secret"), 0o644);
  expect(await keepSecret(folder)).toBe(secret);
  expect(await mode(join(folder, "secret"))).toBe(0o600);
});

it("An empty file, which a full disk may leave, is no secret", async () => {
  await writeFile(join(folder, "secret"), "");
  expect(await keepSecret(folder)).toBe(await readFile(join(folder, "secret"), "utf8"));
  expect(await readSecret(folder)).not.toBe("");
});

it("No two secrets are the same", () => {
  expect(newSecret()).not.toBe(newSecret());
});
