import { expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import { printFirstExecution } from "./first-execution.js";

it("a first deploy ends with what may come of the execution that AWS starts by itself", () => {
  const out = transcript();
  printFirstExecution({ repository: "webshop", branch: "main" }, out);
  const told = out.lines.join(" ");
  expect(told).toContain("started the pipeline's first execution");
  expect(told).toContain("stagewright start webshop main");
});
