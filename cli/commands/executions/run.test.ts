import { describe, expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import { now, waitingApproval, waitingView } from "../../shared/pipelines/seen.fixture.js";
import { executionsJson, printSeen, type SeenPipeline } from "./seen.js";
import { statusChanges, watch } from "./watch.js";

const key = { repository: "webshop", branch: "main" };
const view = waitingView();
const seen: SeenPipeline = {
  ...{ key, view },
  approvals: [{ ...waitingApproval, changeSets: [] }],
  failures: [
    {
      ...{ stage: "BuildArtifact", action: "ApplicationBuild", execution: "aaaaaaaa-1" },
      ...{ message: "Build terminated", link: "https://build", needsAllActions: true },
      lines: [{ at: "2026-01-05T10:00:00.000Z", text: "broken" }],
    },
  ],
};

describe("executions", () => {
  it("prints stages and actions, what waits with the words that answer it, failures with their log, and executions", () => {
    const out = transcript();
    printSeen(seen, now, out);
    const text = out.lines.join("\n");
    expect(text).toContain("BuildAndDeployToProd  InProgress  aaaaaaaa");
    expect(text).toContain("  ProdApproval  InProgress, since 3 h 20 min");
    expect(text).toContain("  DeployProdChangeSet  not begun");
    expect(text).toContain("stagewright approve webshop main Prod, or stagewright reject webshop main Prod");
    expect(text).toContain(
      "BuildArtifact/ApplicationBuild failed: Build terminated\n  https://build\n  │ broken",
    );
    expect(text).toContain("`stagewright retry --all` makes it anew");
    expect(text).toContain(
      "aaaaaaaa  InProgress  3 h 20 min ago  c0ffee0 “It sells” by Ann  StartPipelineExecution (releaser/ann)",
    );
  });

  it("prints what is held back, and what waits in front of a stage", () => {
    const held = { by: "arn:ann", since: "T", reason: "Christmas" };
    const stages = view.stages.map((stage) => ({ ...stage, held, waiting: ["bbbbbbbb-2"] }));
    const out = transcript();
    printSeen({ ...seen, view: { ...view, stages } }, now, out);
    expect(out.lines).toContain("  nothing enters since T: Christmas (arn:ann)");
    expect(out.lines).toContain("  in front of it: bbbbbbbb");
  });

  it("gives all of it as JSON but the token", () => {
    const json = executionsJson(seen);
    expect(json).toMatchObject({
      pipeline: {
        repo: "webshop",
        branch: "main",
        name: "stagewright-webshop-main",
        link: "https://console",
      },
      approvals: [{ environment: "Prod", changeSets: [] }],
      failures: [{ lines: [{ text: "broken" }] }],
    });
    expect(JSON.stringify(json)).not.toContain(waitingApproval.token);
  });
});

describe("--watch", () => {
  const after = waitingView({
    approvals: [],
    executions: view.executions.map((execution) => ({ ...execution, status: "Succeeded" })),
    stages: view.stages.map((stage) => ({
      ...stage,
      status: "Succeeded",
      actions: stage.actions.map((action) => ({ ...action, status: "Succeeded" })),
    })),
  });

  it("tells what is another than before, and nothing else", () => {
    expect(statusChanges(view, view)).toEqual([]);
    expect(statusChanges(view, after)).toEqual([
      { text: "aaaaaaaa", status: "Succeeded" },
      { text: "aaaaaaaa BuildAndDeployToProd", status: "Succeeded" },
      { text: "aaaaaaaa BuildAndDeployToProd/ProdApproval", status: "Succeeded" },
      { text: "aaaaaaaa BuildAndDeployToProd/DeployProdChangeSet", status: "Succeeded" },
    ]);
  });

  it("ends at once where nothing is in progress, and where it is interrupted", async () => {
    const first = { ...seen, view: after };
    const never = () => Promise.reject(new Error("Nothing is to be read."));
    const idle = { first, read: never, look: never, signal: new AbortController().signal };
    expect(await watch(idle, transcript())).toBe(first);
    const interrupted = { ...idle, first: seen, signal: AbortSignal.abort() };
    expect(await watch(interrupted, transcript())).toBe(seen);
  });
});
