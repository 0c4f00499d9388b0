import { fileURLToPath } from "node:url";
import { requireToolchain } from "../../toolchain/index.js";

/** Before any test that runs real programs: what is missing is told at once, and fails the tests. */
export default function setup(): Promise<void> {
  return requireToolchain(process.env, fileURLToPath(new URL("../..", import.meta.url)));
}
