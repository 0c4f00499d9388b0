import { spawnSync } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  unlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { installPython, type PythonPackages } from "./install.js";
import { installEmulator } from "./packages.js";
import { findPython, type Python } from "./python.js";

const sixRequirement =
  "six==1.17.0 --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274\n";

let python: Python;
let cacheDir: string;

beforeAll(async () => {
  python = await findPython();
});

beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "stagewright-cache-"));
});

afterEach(async () => {
  await rm(cacheDir, { recursive: true });
});

async function installSix(requirements = sixRequirement): Promise<PythonPackages> {
  const file = join(cacheDir, "requirements.txt");
  await writeFile(file, requirements);
  return installPython({ name: "six", requirements: file, cacheDir, python });
}

const place = (packages: PythonPackages) => join(packages.folder, "..");

/** When the installation was made: a mark in the past, so that a later one shows. */
async function age(packages: PythonPackages): Promise<void> {
  await utimes(join(place(packages), "complete"), 0, 0);
}

const isAged = async (packages: PythonPackages) =>
  (await stat(join(place(packages), "complete"))).mtimeMs === 0;

const installed = () => readdir(join(cacheDir, "python"));

it("installs the emulator into an empty cache, without leaving anything beside it", async () => {
  const packages = await installEmulator({ cacheDir });
  const { stdout } = await execa(
    packages.python,
    ["-c", "import ministack, botocore; print(botocore.__version__)"],
    {
      env: packages.env,
    },
  );
  expect(stdout).toBe("1.43.106");
  expect(await installed()).toEqual([expect.stringMatching(/^ministack-[0-9a-f]{16}$/)]);
});

it("a second call installs nothing, and other requirements are installed beside the first", async () => {
  await age(await installSix());
  expect(await isAged(await installSix())).toBe(true);
  await installSix(`# another day\n${sixRequirement}`);
  expect(await installed()).toHaveLength(2);
});

const damages: readonly [string, (folder: string) => Promise<void>][] = [
  ["whose mark is missing", (folder) => unlink(join(folder, "complete"))],
  ["that lacks a file", (folder) => unlink(join(folder, "packages", "six.py"))],
  ["with a file cut short", (folder) => truncate(join(folder, "packages", "six.py"), 10)],
  ["without its packages", (folder) => rm(join(folder, "packages"), { recursive: true })],
];

it("an installation that is not whole is made anew", async () => {
  const packages = await installSix();
  for (const [which, damage] of damages) {
    await age(packages);
    await damage(place(packages));
    expect(await isAged(await installSix()), which).toBe(false);
    expect((await readFile(join(packages.folder, "six.py"))).length, which).toBeGreaterThan(10_000);
    expect(await installed(), which).toHaveLength(1);
  }
});

it("four installations at once end as one that is whole", async () => {
  const all = await Promise.all([installSix(), installSix(), installSix(), installSix()]);
  expect(new Set(all.map((packages) => packages.folder)).size).toBe(1);
  expect(await installed()).toHaveLength(1);
  await age(await installSix());
  expect(await isAged(await installSix())).toBe(true);
});

it("what a killed installation left is removed, what a running one makes is not", async () => {
  const packages = await installSix();
  const { pid } = spawnSync("true");
  await mkdir(`${place(packages)}.partial-${pid}-dead`);
  await mkdir(`${place(packages)}.partial-${process.pid}-busy`);
  await unlink(join(place(packages), "complete"));
  await installSix();
  expect(await installed()).toEqual([
    expect.stringMatching(/^six-[0-9a-f]{16}$/),
    expect.stringMatching(new RegExp(`\\.partial-${process.pid}-busy$`)),
  ]);
});

it("a package whose hash is not the pinned one is refused, and nothing is left", async () => {
  await expect(installSix(sixRequirement.replace("4721", "0000"))).rejects.toThrow(/DO NOT MATCH THE HASHES/);
  expect(await installed()).toEqual([]);
});
