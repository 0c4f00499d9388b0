import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { type AttemptOutcome, prepareTargets, runAttempts } from "./build-attempts.fixture.js";

const item = itemWith({ Prod: environment({ ManualApproval: true, Tests: { Smoke: test() } }) });

/** What is tried in vain. The sandbox cannot approve; that nobody may is proven in matrix.test.ts. */
const denied = [
  "write a source",
  "write a test's source",
  "read another pipeline's artifacts",
  "read the state of pipelines",
  "take the formation role",
  "take a role of another account",
  "start another pipeline's project",
  "change its own project",
  "create a role without boundary",
  "widen its own role",
  "shake off its boundary",
  "change the boundary",
  "start its pipeline",
  "put an item into the config table",
];

describe("a buildspec that tries to escalate, with the credentials of its build", () => {
  let installation: TestInstallation;
  const outcomes = new Map<string, readonly AttemptOutcome[]>();

  beforeAll(async () => {
    installation = await startInstallation();
    const work = await installation.synth(item);
    await work.terraform().init();
    await work.terraform().apply();
    const targets = await prepareTargets(installation, work);
    const { build, roles, environments } = work.pipeline;
    const [test] = environments[0]?.tests ?? [];
    const run = (project: string, ownRole: string | undefined, ownObject: string) =>
      runAttempts(installation, project, { ...targets, ownProject: project, ownRole, ownObject });
    outcomes.set("the build", await run(build.name, roles.build, targets.source));
    outcomes.set("the tests", await run(test?.name ?? "", test?.role, targets.testSource));
  });

  afterAll(() => installation.close());

  const outcomeOf = (who: string, name: string) =>
    outcomes.get(who)?.find((outcome) => outcome.name === name);

  describe.each(["the build", "the tests"])("in %s", (who) => {
    it.each(denied)("may not %s", (name) => {
      const { outcome, message } = outcomeOf(who, name) ?? {};
      expect(outcome).toMatch(/^AccessDenied/);
      expect(message).toMatch(/not authorized to perform|Access ?Denied/i);
    });

    it("reads its own artifacts, so the others are denied for their own sake", () => {
      expect(outcomeOf(who, "read its own artifacts")).toEqual({
        name: "read its own artifacts",
        outcome: "allowed",
      });
    });
  });

  it("only tests take the test role of their account", () => {
    const testRole = "take the test role of its account";
    expect(outcomeOf("the tests", testRole)?.outcome).toBe("allowed");
    expect(outcomeOf("the build", testRole)?.outcome).toMatch(/^AccessDenied/);
  });

  it.each(["write a package", "write the build's output", "read the application's source"])(
    "only the build may %s",
    (name) => {
      expect(outcomeOf("the build", name)?.outcome).toBe("allowed");
      expect(outcomeOf("the tests", name)?.outcome).toMatch(/^AccessDenied/);
    },
  );
});
