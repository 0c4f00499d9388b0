import { writeFileSync } from "node:fs";
import { configurationPage } from "./configuration/page.js";

/** Writes docs/configuration.md. `npm test` says when it is stale. */
writeFileSync(new URL("configuration.md", import.meta.url), configurationPage());
