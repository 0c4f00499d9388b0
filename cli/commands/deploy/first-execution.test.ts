import { expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import { printFirstExecution } from "./first-execution.js";

it("a first deploy ends with what may come of the execution that AWS starts by itself", () => {
  const out = transcript();
  printFirstExecution("stagewright-webshop-main--2czbumyghz", out);
  const told = out.lines.join(" ");
  expect(told).toContain("started the pipeline's first execution");
  expect(told).toContain("start-pipeline-execution --name stagewright-webshop-main--2czbumyghz");
});
