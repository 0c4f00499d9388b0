import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

/**
 * Makes a release of both packages, or of one: new version, changelog, checks, packed tarballs, a commit and tags.
 * Nothing leaves this machine: push the commit and the tags, and hand out `releases/*.tgz`.
 *
 *     npm run release -- --stagewright minor --sandbox patch
 *
 * A version is `patch`, `minor`, `major` or one such as 1.2.3. `--check` is what must pass, by default `npm test`.
 */
const packages = [
  { option: "stagewright", folder: ".", tag: "v" },
  { option: "sandbox", folder: "sandbox", tag: "sandbox-v" },
];

const { values } = parseArgs({
  options: {
    stagewright: { type: "string" },
    sandbox: { type: "string" },
    check: { type: "string", default: "npm test" },
  },
});
const chosen = packages.filter(({ option }) => values[option]);
if (chosen.length === 0) fail("Name a version: --stagewright patch, --sandbox minor, or both.");
if (read("git", ["status", "--porcelain"]) !== "")
  fail("The checkout has changes. Commit or remove them first.");

const before = read("git", ["rev-parse", "HEAD"]);
try {
  const released = chosen.map(bump);
  run("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]);
  const [command, ...args] = values.check.split(" ");
  run(command, args);
  mkdirSync("releases", { recursive: true });
  for (const { folder } of released) run("npm", ["pack", `./${folder}`, "--pack-destination", "releases"]);
  const names = released.map(({ tag, version }) => `${tag}${version}`);
  run("git", ["commit", "--quiet", "--all", "--message", `chore(release): ${names.join(", ")}`]);
  for (const name of names) run("git", ["tag", "--annotate", name, "--message", name]);
  console.log(`Released ${names.join(", ")}. Push with: git push --follow-tags`);
} catch (error) {
  run("git", ["reset", "--quiet", "--hard", before]);
  fail(`Nothing is released: ${error.message}`);
}

/** A new version in the manifest, and in the changelog what was unreleased. */
function bump({ option, folder, tag }) {
  const args = ["version", values[option], "--no-git-tag-version", "--no-workspaces-update"];
  run("npm", args, folder);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = join(folder, "CHANGELOG.md");
  const text = readFileSync(file, "utf8");
  if (!text.includes("\n## Unreleased\n")) throw new Error(`${file} says nothing under "## Unreleased".`);
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(file, text.replace("\n## Unreleased\n", `\n## Unreleased\n\n## ${version} (${today})\n`));
  return { folder, tag, version };
}

function run(command, args, cwd = ".") {
  execFileSync(command, args, { cwd, stdio: "inherit" });
}

function read(command, args) {
  return execFileSync(command, args, { encoding: "utf8" }).trim();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
