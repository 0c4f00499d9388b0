import { writeFileSync } from "node:fs";
import { costsPage } from "./costs/page.js";

/** Writes docs/costs.md. `npm test` says when it is stale. */
writeFileSync(new URL("costs.md", import.meta.url), costsPage());
