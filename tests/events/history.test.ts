import { playPipeline, type ToldExecution } from "@stagewright/sandbox/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import { EventListener, stages } from "./activity.fixture.js";

const picks = fc.array(fc.nat(1_000), { maxLength: 60 });
const noise = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 50 });
const runs = { numRuns: times(60) };

/** The last that has come into a stage, as the engine's own history has it. */
function lastIn(executions: readonly ToldExecution[], stage: string): ToldExecution | undefined {
  const came = executions.filter(({ stages: all }) => all[stage]);
  return came
    .sort((a, b) => ((a.stages[stage]?.startTime ?? "") < (b.stages[stage]?.startTime ?? "") ? -1 : 1))
    .at(-1);
}

function expected(executions: readonly ToldExecution[], environment: string, stage: string, asks?: string) {
  const last = lastIn(executions, stage);
  const { status, actions = {} } = last?.stages[stage] ?? {};
  const isAsked = asks !== undefined && actions[asks] === "InProgress";
  return {
    environment,
    state: isAsked ? "Waiting" : (status ?? "New"),
    ...(last && { execution: last.id }),
    ...(last?.commit !== undefined && { commit: last.commit }),
  };
}

async function shown(listener: EventListener) {
  const { execution, environments } = await listener.status();
  return {
    execution: execution && { id: execution.id, state: execution.state },
    environments: environments.map(({ environment, state, execution: id, commit }) => ({
      environment,
      state,
      ...(id !== undefined && { execution: id }),
      ...(commit && { commit: commit.id }),
    })),
  };
}

function history(executions: readonly ToldExecution[]) {
  const newest = executions.toSorted((a, b) => (a.startTime < b.startTime ? -1 : 1)).at(-1);
  return {
    execution: newest && { id: newest.id, state: newest.status },
    environments: [
      expected(executions, "Staging", "ToStaging"),
      expected(executions, "Prod", "ToProd", "AskProd"),
    ],
  };
}

const at = <T>(all: readonly T[], index: number): T | undefined => all[index % all.length];

describe("what is kept of a pipeline's events", () => {
  it("is in the end what the engine's own history tells, in whichever order they come, and how often", async () => {
    const property = fc.asyncProperty(picks, noise, noise, async (story, order, again) => {
      const { events, executions } = playPipeline(stages, story);
      const doubled = events.flatMap((event, index) =>
        (at(again, index) ?? 0) % 3 === 0 ? [event, event] : [event],
      );
      const shuffled = doubled
        .map((event, index) => ({ event, place: ((at(order, index) ?? 0) * (index + 7)) % 1_009 }))
        .sort((a, b) => a.place - b.place)
        .map(({ event }) => event);
      const [inOrder, mixed] = [await new EventListener().open(), await new EventListener().open()];
      await inOrder.hearAll(events);
      await mixed.hearAll(shuffled);
      expect(await shown(inOrder)).toEqual(history(executions));
      expect((await mixed.activity()).seen).toEqual((await inOrder.activity()).seen);
      expect(mixed.told.map(({ chat }) => chat.id).sort()).toEqual(
        inOrder.told.map(({ chat }) => chat.id).sort(),
      );
    });
    await fc.assert(property, runs);
  });

  it("never goes back, and does not wait for what has ended, where events are lost", async () => {
    const property = fc.asyncProperty(picks, noise, async (story, lost) => {
      const { events, executions } = playPipeline(stages, story);
      const listener = await new EventListener().open();
      const heard = events.filter((_, index) => (at(lost, index) ?? 0) % 4 !== 0);
      let before = "";
      for (const event of heard) {
        await listener.hear(event);
        const { execution } = await listener.status();
        expect((execution?.started ?? "") >= before).toBe(true);
        before = execution?.started ?? "";
      }
      const ended = heard.map((event) => JSON.stringify(event)).filter((text) => isEnd(text));
      for (const { execution, state } of (await listener.status()).environments) {
        const hasEnded = execution !== undefined && ended.some((text) => text.includes(execution));
        const isDone = executions.find(({ id }) => id === execution)?.status !== "InProgress";
        if (hasEnded && isDone) expect(state).not.toMatch(/^(Waiting|InProgress|Stopping)$/);
      }
    });
    await fc.assert(property, runs);
  });

  it("stays within some kilobytes, however long a pipeline lives", async () => {
    const listener = await new EventListener().open();
    for (let life = 0; life < 5; life++) {
      const numbers = Array.from({ length: 300 }, (_, index) => (index * 7 + life) % 11);
      await listener.hearAll(playPipeline(stages, numbers).events);
    }
    expect(JSON.stringify(await listener.activity()).length).toBeLessThan(16_000);
  });
});

/** An execution's end that no retry has undone is told by an attempt's event alone: the last one counts. */
function isEnd(text: string): boolean {
  return (
    /Pipeline Execution State Change/.test(text) &&
    /"state":"(SUCCEEDED|FAILED|SUPERSEDED|STOPPED)"/.test(text)
  );
}
