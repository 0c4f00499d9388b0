import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { given } from "../../compiler/kinds/index.js";
import {
  startInstallation,
  type TestInstallation,
  type Work,
} from "../../testing/installation/installation.js";
import { type AttemptOutcome, prepareTargets, runAttempts } from "./build-attempts.fixture.js";
import { LivedPipeline, livedAccounts, livedItem, targets } from "./lived-pipeline.fixture.js";
import {
  denialsOf,
  deprived,
  grantsOfRoles,
  isMissed,
  type LivedRole,
  type LivedStatement,
  rolesIn,
} from "./lived-statements.js";
import { central } from "./subject.js";
import { grantedByTheKey, unasked } from "./unasked-statements.js";

let installation: TestInstallation;
let work: Work;

beforeAll(async () => {
  installation = await startInstallation({ childAccount: livedAccounts });
  work = await installation.synth(livedItem);
  await work.terraform().init();
  await work.terraform().apply();
});

afterAll(() => installation?.close());

describe("a pipeline of the compiler's own output, in three accounts", () => {
  let lived: LivedPipeline;
  let roles: LivedRole[];
  /** What a run would miss, by its label; of a role of several accounts, in the first that asks for it. */
  const missed = new Map<string, LivedStatement>();

  /** What the role is for, and the statement: a role of target accounts is one, whichever account it is in. */
  const labelOf = ({ role, statement }: LivedStatement) =>
    `${role.name.replace(`${lived.name}-`, "")} ${statement.Sid}`;

  beforeAll(async () => {
    lived = new LivedPipeline(installation, work);
    await lived.prepare();
    const ofTargets = targets.map((account) => rolesIn(installation, account, "ChildAccount"));
    roles = (await Promise.all([rolesIn(installation, central, lived.name), ...ofTargets])).flat();
  });

  it("builds, deploys, tests, is looked at, approved and released with the roles that it is given", async () => {
    expect(await lived.run()).toEqual({ status: "Succeeded", failures: [] });
  });

  it("would miss every statement of these roles, or the reason for it is written down", async () => {
    const decisions = await installation.sandbox.decisions();
    const all = grantsOfRoles(roles);
    for (const each of all) {
      const label = labelOf(each);
      if (!missed.has(label) && (await isMissed(each, decisions))) missed.set(label, each);
    }
    const silent = new Set(all.map(labelOf).filter((label) => !missed.has(label)));
    expect([...silent].sort()).toEqual([...unasked.keys()].sort());
  });

  /** Three that end the run early, and in the long tests all that it asks for. */
  const isTaken = (label: string) =>
    process.env.STAGEWRIGHT_TEST_LONG !== undefined ||
    /^(pipeline ReadRepositories|pipeline RunOwnProjects|ChildAccountFormationRole OwnStacks)$/.test(label);

  it("fails for want of a statement that is taken away", { timeout: 1_800_000 }, async () => {
    const taken = [...missed].filter(([label]) => isTaken(label));
    const unharmed: string[] = [];
    const undenied: string[] = [];
    for (const [label, each] of taken) {
      // A stack that is there already has nothing to be made with the deployer's role.
      await lived.removeStacks();
      const before = denialsOf(each, await installation.sandbox.decisions());
      const { status } = await deprived(installation, each, () => lived.run());
      const denials = denialsOf(each, await installation.sandbox.decisions());
      if (denials.length <= before.length) undenied.push(label);
      if (status === "Succeeded") unharmed.push(label);
    }
    expect(taken.length).toBeGreaterThanOrEqual(3);
    expect(undenied).toEqual([]);
    expect(unharmed.sort()).toEqual(
      taken
        .map(([label]) => label)
        .filter((label) => grantedByTheKey.has(label))
        .sort(),
    );
  });
});

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
  const outcomes = new Map<string, readonly AttemptOutcome[]>();

  beforeAll(async () => {
    const aims = await prepareTargets(installation, work);
    const { build, roles, environments } = work.pipeline;
    const [test] = environments[0]?.tests ?? [];
    const run = (project: string, ownRole: string | undefined, ownObject: string) =>
      runAttempts(installation, project, { ...aims, ownProject: project, ownRole, ownObject });
    outcomes.set("the build", await run(given(build, "the build").name, roles.build, aims.source));
    outcomes.set("the tests", await run(test?.name ?? "", test?.role, aims.testSource));
  });

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
