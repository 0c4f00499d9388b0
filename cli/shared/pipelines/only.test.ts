import { expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import { onlyExecution, onlyStage, requireEntered, requireStage } from "./only.js";
import { waitingView } from "./seen.fixture.js";

const key = { repository: "webshop", branch: "main" };
const view = waitingView();
const [execution] = view.executions;
const executions = execution ? [execution, { ...execution, id: "bbbbbbbb-2" }] : [];

function told(choose: (out: ReturnType<typeof transcript>) => unknown): string {
  const out = transcript();
  expect(() => choose(out)).toThrow("exit 1");
  return out.lines.join("\n");
}

it("the one execution that is meant is found, and nothing is guessed among several", () => {
  const wanted = { key, given: undefined, what: "in progress" };
  expect(onlyExecution(executions.slice(0, 1), wanted, transcript())).toBe(execution);
  expect(told((out) => onlyExecution(executions, wanted, out))).toBe(
    "Several executions of webshop main can be meant.\nName one: aaaaaaaa, bbbbbbbb.",
  );
  expect(told((out) => onlyExecution([], wanted, out))).toMatch(
    /^There is no execution of webshop main in progress\.\n.*executions webshop main/,
  );
  expect(told((out) => onlyExecution([], { ...wanted, given: "cc" }, out))).toContain(
    "whose id begins with cc, in progress.",
  );
});

it("a stage is named by itself or by an environment; others are listed", () => {
  expect(requireStage(view, "Prod", key, transcript()).name).toBe("BuildAndDeployToProd");
  expect(told((out) => requireStage(view, "Production", key, out))).toBe(
    "webshop main has no stage and no environment Production.\n" +
      "Its stages, with their environments: Source, BuildAndDeployToStaging (Staging), BuildAndDeployToProd (Prod).",
  );
});

it("the one stage that failed is taken, and of several none", () => {
  const [stage] = view.stages;
  expect(onlyStage(view.stages.slice(0, 1), key, transcript())).toBe(stage);
  expect(told((out) => onlyStage([], key, out))).toContain(
    "nothing to retry.\n`stagewright start webshop main`",
  );
  expect(told((out) => onlyStage(view.stages.slice(0, 2), key, out))).toContain(
    "Name one: Source, BuildAndDeployToStaging.",
  );
});

it("nothing is retried in a stage that no execution has entered", () => {
  const stage = requireStage(view, "Prod", key, transcript());
  expect(requireEntered(stage, transcript())).toBe("aaaaaaaa-1");
  const { execution: _, ...next } = stage;
  expect(told((out) => requireEntered(next, out))).toBe(
    "No execution has entered BuildAndDeployToProd yet, so there is nothing to retry.",
  );
});
