/**
 * Compares all files of a build's source with the digest that `bootstrap` made of them, before any of them is run: the
 * object that the project names could be another by now. It is itself in the buildspec, which AWS keeps with the project,
 * and does as `bundle/package-content.ts` does.
 */
const script = `
const { createHash } = require("crypto");
const { readdirSync, readFileSync } = require("fs");
const below = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? below(folder + entry.name + "/") : [folder + entry.name]);
const hash = createHash("sha256");
const paths = below("./").map((path) => path.slice(2)).sort((a, b) => (a < b ? -1 : 1));
for (const path of paths) {
  const bytes = readFileSync(path);
  hash.update(JSON.stringify(path) + " " + bytes.length + "\\n").update(bytes);
}
if (hash.digest("hex") !== process.argv[1]) {
  console.error("This is not the package that stagewright bootstrap uploaded, so nothing of it is run. " +
    "Find out who changed the object, delete it, and run bootstrap again.");
  process.exit(1);
}
`;

/** A shell's command. The script holds no single quote, and the digest is hex. */
export function verifyPackage(sha256: string): string {
  return `node -e '${script.trim().replaceAll("\n", " ")}' ${sha256}`;
}
