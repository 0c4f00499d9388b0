import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * What npm's scripts build, in the package's folder. `prepack`: always, so that no package holds an old build. `prepare`:
 * where nothing is built yet, as after `npm ci`. `npm pack --dry-run` looks, and changes nothing.
 */
const [event] = process.argv.slice(2);
const isDryRun = process.env.npm_config_dry_run === "true";
const isBuilt = existsSync("dist") && existsSync("sandbox/dist");
if (!isDryRun && (event === "prepack" || !isBuilt)) {
  const build = event === "prepack" ? [process.execPath, "build.mjs"] : ["npm", "run", "build"];
  execFileSync(build[0], build.slice(1), { stdio: "inherit" });
}
