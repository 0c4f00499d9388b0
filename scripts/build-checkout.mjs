import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** After `npm ci` the commands work: builds what is not built yet. */
if (!existsSync("../dist") || !existsSync("../sandbox/dist")) {
  execFileSync("npm", ["run", "build"], { cwd: "..", stdio: "inherit" });
}
