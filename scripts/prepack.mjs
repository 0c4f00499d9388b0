import { execFileSync } from "node:child_process";

/** In a package's folder: no package holds an old build, and `npm pack --dry-run` looks and changes nothing. */
if (process.env.npm_config_dry_run !== "true") {
  execFileSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
}
