import { playPipeline, storyPlace } from "@stagewright/sandbox/testing";
import { describe, expect, it } from "vitest";
import { memoryRows, type Rows } from "../../controller/records/index.js";
import { EventListener, layout, pipeline, shopKey, stages } from "./activity.fixture.js";

const execution = "00000000-0000-4000-8000-000000000001";
const second = (n: number) => `2026-01-02T00:00:${String(n).padStart(2, "0")}Z`;

const event = (kind: string, at: number, detail: object, more: object = {}) => ({
  "detail-type": `CodePipeline ${kind} Execution State Change`,
  source: "aws.codepipeline",
  account: storyPlace.accountId,
  region: storyPlace.region,
  time: second(at),
  detail: {
    pipeline,
    "execution-id": execution,
    "start-time": second(0),
    "pipeline-execution-attempt": 1,
    ...detail,
  },
  ...more,
});

const started = event("Pipeline", 0, { state: "STARTED" });
const inProd = event("Stage", 1, { stage: "ToProd", state: "STARTED", "start-time": second(1) });
const asked = (state: string, at: number) =>
  event("Action", at, {
    ...{ stage: "ToProd", action: "AskProd", state, "start-time": second(2) },
    "action-execution-id": "ask-1",
    type: { category: "Approval" },
  });
const failed = (message: string, at = 5, more: object = {}) =>
  event("Action", at, {
    ...{ stage: "ToProd", action: "ShipProd", state: "FAILED", "start-time": second(4) },
    "action-execution-id": "ship-1",
    type: { category: "Deploy" },
    "execution-result": { "external-execution-summary": message, "error-code": "JobFailed" },
    ...more,
  });

const prod = async (listener: EventListener) =>
  (await listener.status()).environments.find(({ environment }) => environment === "Prod");

describe("a change that waits", () => {
  const ended = event("Pipeline", 9, { state: "SUCCEEDED" });
  const awaiting = async (more: object = {}) => {
    const listener = await new EventListener().open();
    await listener.activities.expect(pipeline, {
      ...{ id: "w", executions: [execution], untilApproval: false },
      ...more,
    });
    return listener;
  };

  it("is looked at again once the execution has ended that it waits for, and then no more", async () => {
    const listener = await (await awaiting()).hearAll([started, inProd, asked("STARTED", 2)]);
    expect(listener.woken).toEqual([]);
    await listener.hearAll([ended, ended]);
    expect(listener.woken).toEqual(["shop main"]);
    expect(await listener.activity()).not.toHaveProperty("awaited");
  });

  it("is looked at again once somebody is asked, where that is enough", async () => {
    const listener = await awaiting({ untilApproval: true });
    await listener.hearAll([started, inProd]);
    expect(listener.woken).toEqual([]);
    await listener.hearAll([asked("STARTED", 2)]);
    expect(listener.woken).toEqual(["shop main"]);
  });

  it("is not looked at for another execution, nor while one of several runs", async () => {
    const other = "00000000-0000-4000-8000-000000000002";
    const listener = await (await awaiting({ executions: [execution, other] })).hearAll([started, ended]);
    expect(listener.woken).toEqual([]);
    await listener.hear(event("Pipeline", 9, { state: "SUPERSEDED", "execution-id": other }));
    expect(listener.woken).toEqual(["shop main"]);
  });

  it("is looked at by who comes next, where the first could not ask for it", async () => {
    const listener = await awaiting();
    const askAgain = () => Promise.reject(new Error("ThrottlingException"));
    await expect(listener.hear(ended, { askAgain })).rejects.toThrow("ThrottlingException");
    await listener.hear(ended);
    expect(listener.woken).toEqual(["shop main"]);
  });
});

describe("an approval", () => {
  it("waits from when it was asked until it is answered, which a late question does not undo", async () => {
    const listener = await (await new EventListener().open()).hearAll([started, inProd, asked("STARTED", 2)]);
    expect(await prod(listener)).toMatchObject({
      state: "Waiting",
      approval: {
        stage: "ToProd",
        action: "AskProd",
        since: "2026-01-02T00:00:02.000Z",
        until: "2026-01-02T01:00:02.000Z",
      },
    });
    await listener.hearAll([asked("SUCCEEDED", 3), asked("STARTED", 2)]);
    expect(await prod(listener)).toMatchObject({ state: "InProgress" });
    expect(await prod(listener)).not.toHaveProperty("approval");
  });

  it.each([
    ["execution", event("Pipeline", 9, { state: "STOPPED" }), "Stopped"],
    ["stage", event("Stage", 9, { stage: "ToProd", state: "FAILED", "start-time": second(1) }), "Failed"],
  ])("waits no more once its %s has ended, whose answer was never told", async (_, end, state) => {
    const listener = await (await new EventListener().open()).hearAll([
      started,
      inProd,
      asked("STARTED", 2),
      end,
    ]);
    expect(await prod(listener)).toMatchObject({ state });
  });
});

describe("an approval that a gate may answer", () => {
  const approval = {
    ...{ pipeline, execution, stage: "ToProd", action: "AskProd", run: "ask-1", environment: "Prod" },
  };
  const answered = { isAnswered: true, reason: "Nothing changes." };
  /** Hears each event with a gate that answers so, and gives what the gate was asked. */
  const heardBy = async (events: readonly object[], gate = async () => answered) => {
    const listener = await new EventListener().open();
    const seen: unknown[] = [];
    const asking = (started: unknown) => {
      seen.push(started);
      return gate();
    };
    const failures: unknown[] = [];
    for (const each of events)
      await listener.hear(each, { gate: asking }).catch((error) => void failures.push(error));
    return { seen, failures, listener };
  };

  it("is given to it once it has begun to wait, and what came of that is reported", async () => {
    const { seen, listener } = await heardBy([started, inProd, asked("STARTED", 2)]);
    expect(seen).toEqual([approval]);
    const { run: _, stage: __, environment: ___, ...named } = approval;
    expect(listener.reports).toContainEqual(["approval-answered", { ...named, reason: "Nothing changes." }]);
  });

  it("is given to it again with an event that comes twice", async () => {
    const { seen } = await heardBy([started, inProd, asked("STARTED", 2), asked("STARTED", 2)]);
    expect(seen).toEqual([approval, approval]);
  });

  it("is left to people where the gate says so", async () => {
    const left = async () => ({ isAnswered: false, reason: "It destroys." });
    const { listener } = await heardBy([started, inProd, asked("STARTED", 2)], left);
    expect(listener.reports.map(([name]) => name)).toContain("approval-left");
    expect(await prod(listener)).toMatchObject({ state: "Waiting" });
  });

  it("is tried again by Lambda where the gate failed, with the event noted already", async () => {
    let calls = 0;
    const once = () => (calls++ === 0 ? Promise.reject(new Error("Throttled")) : Promise.resolve(answered));
    const { seen, failures, listener } = await heardBy(
      [started, inProd, asked("STARTED", 2), asked("STARTED", 2)],
      once,
    );
    expect([seen.length, failures]).toEqual([2, [new Error("Throttled")]]);
    expect(await prod(listener)).toMatchObject({ state: "Waiting" });
  });

  const ofOthers = { "action-execution-id": "x", type: { category: "Approval" }, state: "STARTED" };
  it.each([
    ["it was answered", asked("SUCCEEDED", 3)],
    ["it is of no environment", event("Action", 2, { ...ofOthers, stage: "ToProd", action: "Ask" })],
    ["it is in another stage", event("Action", 2, { ...ofOthers, stage: "Build", action: "AskProd" })],
    [
      "it is no approval",
      event("Action", 2, { ...ofOthers, stage: "ToProd", action: "AskProd", type: { category: "Build" } }),
    ],
    [
      "the pipeline is another",
      event("Action", 2, { ...ofOthers, pipeline: "other", stage: "ToProd", action: "AskProd" }),
    ],
    [
      "the pipeline was made later",
      event(
        "Action",
        2,
        { ...ofOthers, stage: "ToProd", action: "AskProd" },
        { time: "2025-12-31T00:00:00Z" },
      ),
    ],
  ])("is not given to it where %s", async (_, odd) => {
    expect((await heardBy([started, inProd, odd])).seen).toEqual([]);
  });
});

describe("a failure", () => {
  it("is told once, however often its event comes", async () => {
    const listener = await (await new EventListener().open()).hearAll([
      started,
      failed("No."),
      failed("No."),
      failed("No."),
    ]);
    expect(listener.told).toHaveLength(1);
    expect((await listener.status()).failure).toMatchObject({
      action: "ShipProd",
      message: "JobFailed: No.",
    });
  });

  it("is told again where a retry fails again, and each of two that fail together is told", async () => {
    const other = { "action-execution-id": "ship-2", action: "MakeProd" };
    const again = { "pipeline-execution-attempt": 2, "action-execution-id": "ship-3" };
    const listener = await new EventListener().open();
    await listener.hearAll([failed("b", 6, other), failed("a", 5), failed("c", 7, again)]);
    expect(listener.told.map(({ chat }) => chat.id)).toEqual([
      `${execution} 1 ship-2`,
      `${execution} 1 ship-1`,
      `${execution} 2 ship-3`,
    ]);
  });

  it("is told when Lambda tries again, where the topic did not take it, and by nobody else meanwhile", async () => {
    const listener = await new EventListener().open();
    const { publish } = listener;
    listener.publish = async () => {
      throw new Error("InternalError");
    };
    await expect(listener.hear(failed("No."))).rejects.toThrow("InternalError");
    listener.publish = publish;
    await listener.hear(failed("No."));
    expect(listener.told).toEqual([]);
    listener.now += 60_000;
    await listener.hear(failed("No."));
    await listener.hear(failed("No."));
    expect(listener.told).toHaveLength(1);
  });

  it("is told to nobody where no topic is, and is kept all the same", async () => {
    const listener = await new EventListener().open();
    listener.hasTopic = false;
    await listener.hear(failed("No."));
    expect(listener.told).toEqual([]);
    expect((await listener.status()).failure).toMatchObject({ message: "JobFailed: No." });
  });
});

describe("a commit that no event told", () => {
  it("is asked for once, when an environment's stage begins", async () => {
    const listener = await new EventListener().open();
    const findCommit = async () => ({ execution, id: "abc", at: second(1) });
    await listener.hear(started, { findCommit });
    await listener.hear(inProd, { findCommit });
    expect(await prod(listener)).toMatchObject({ commit: { id: "abc" } });
    await listener.hearAll([inProd, asked("STARTED", 2)]);
    expect(listener.asked).toEqual([]);
  });

  it("is asked for once too where others write the row at the same time", async () => {
    const listener = await new EventListener().open();
    let asked = 0;
    const findCommit = async () => {
      asked++;
      if (asked === 1) await listener.hear(started);
      return { execution, id: "abc", at: second(1) };
    };
    await listener.hear(inProd, { findCommit });
    expect(await prod(listener)).toMatchObject({ state: "InProgress", commit: { id: "abc" } });
    expect(asked).toBe(1);
  });

  it("is left out where CodePipeline does not tell either", async () => {
    const listener = await new EventListener().open();
    const findCommit = () => Promise.reject(new Error("ThrottlingException"));
    await listener.hear(inProd, { findCommit });
    expect(await prod(listener)).toMatchObject({ state: "InProgress" });
    expect(listener.reports).toEqual([["commit-not-found", expect.objectContaining({ execution })]]);
  });
});

describe("a row", () => {
  it("is made by who makes the pipeline, and by no event", async () => {
    const listener = new EventListener();
    await listener.hear(started);
    expect(await listener.rows.scan()).toEqual([]);
    expect(listener.reports).toEqual([["event-ignored", expect.objectContaining({ pipeline })]]);
  });

  it("goes with its pipeline, and late events of it make nothing", async () => {
    const listener = await (await new EventListener().open()).hearAll([started]);
    await listener.activities.forget(pipeline);
    await listener.hear(event("Pipeline", 9, { state: "SUCCEEDED" }));
    expect(await listener.activities.list()).toEqual([]);
  });

  it("knows nothing of a pipeline that had its name before", async () => {
    const listener = await new EventListener().open();
    await listener.hear({ ...started, time: "2025-12-31T23:59:59Z" });
    expect((await listener.status()).execution).toBeUndefined();
  });

  it("keeps what was seen when its pipeline changes, but for what is there no more", async () => {
    const listener = await (await new EventListener().open()).hearAll([started, inProd]);
    await listener.open({ ...layout, environments: layout.environments.slice(1) });
    expect((await listener.status()).environments).toEqual([
      expect.objectContaining({ state: "InProgress" }),
    ]);
    await listener.open({ ...layout, stages: ["Source"], environments: [] });
    await listener.hear(event("Pipeline", 9, { state: "SUCCEEDED" }));
    expect((await listener.activity()).seen.stages).toEqual([]);
  });

  it("bears that many events are written at once", async () => {
    const slow = (rows: Rows): Rows => ({
      ...rows,
      read: async (row) => {
        const found = await rows.read(row);
        await new Promise((resolve) => setImmediate(resolve));
        return found;
      },
    });
    const { events } = playPipeline(stages, [1, 1, 1, 1, 0, 0, 2, 1]);
    const [together, oneByOne] = [
      await new EventListener(slow(memoryRows())).open(),
      await new EventListener().open(),
    ];
    await Promise.all(events.map((each) => together.hear(each)));
    await oneByOne.hearAll(events);
    expect((await together.activity()).seen).toEqual({ ...(await oneByOne.activity()).seen });
  });

  it("is none that an item could have", async () => {
    const listener = await new EventListener().open();
    expect(await listener.rows.scan()).toEqual([
      expect.objectContaining({ RepoName: ":activity", RepoTag: pipeline }),
    ]);
    expect(await listener.activities.list()).toEqual([expect.objectContaining({ key: shopKey, pipeline })]);
  });
});

describe("a hostile event", () => {
  it.each<[string, object]>([
    [
      "of a stage that the pipeline does not have",
      event("Stage", 3, { stage: "x".repeat(100), state: "FAILED" }),
    ],
    ["of an action in such a stage", failed("No.", 5, { stage: "Elsewhere" })],
    ["of another account", event("Pipeline", 3, { state: "FAILED" }, { account: "999999999999" })],
    [
      "of another pipeline",
      event("Pipeline", 3, { state: "FAILED", pipeline: "stagewright-other-main--abcdefghij" }),
    ],
  ])("%s changes nothing, and nobody is told", async (_, hostile) => {
    const listener = await (await new EventListener().open()).hearAll([started]);
    const before = await listener.activity();
    await listener.hear(hostile);
    expect(await listener.activity()).toEqual(before);
    expect(listener.told).toEqual([]);
  });

  it("puts neither markup nor mentions into what people are sent", async () => {
    const listener = await new EventListener().open();
    await listener.hear(
      failed("<!channel> [click](https://evil.example) @here `rm` *now*\nBcc: x\r\n\u202e"),
    );
    const [message] = listener.told;
    expect(message?.chat.content.description).not.toMatch(/[<>[\]`*@\u202e\r]|https:\/\/evil/);
    expect(message?.mail).not.toMatch(/[\u202e\r]/);
    expect(message?.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    expect(message?.chat).toMatchObject({
      version: "1.0",
      source: "custom",
      content: { textType: "client-markdown" },
    });
  });
});
