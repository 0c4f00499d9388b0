import fc from "fast-check";
import { keyText, type PipelineKey } from "../../controller/records/index.js";
import type { World } from "./world.js";

const firstKey: PipelineKey = { repository: "webshop", branch: "main" };

export const keys: readonly PipelineKey[] = [firstKey, { repository: "webshop", branch: "next" }];

export type Event = (world: World) => void;

export interface NamedEvent {
  readonly name: string;
  readonly happen: Event;
}

const key = fc.constantFrom(...keys);

/** Of an edit's record: lost, once, or twice; each goes its own way, so that they overtake each other. */
const deliveries = fc.constantFrom(0, 1, 1, 1, 2);

function edit(name: string, change: (world: World, key: PipelineKey) => void) {
  return fc.tuple(key, deliveries).map(([edited, times]) => ({
    name: `${name} ${edited.branch}, told ${times} times`,
    happen: (world: World) => {
      change(world, edited);
      for (let time = 0; time < times; time++) world.deliver(edited);
    },
  }));
}

/** A pipeline's executions go on, which is told never, once or twice. */
const anyExecution = fc
  .record({
    key,
    deliveries,
    what: fc.constantFrom<"start" | "ask" | "end">("start", "start", "ask", "end", "end"),
  })
  .map(({ key: of, deliveries: times, what }) => ({
    name: `${what} execution of ${of.branch}, told ${times} times`,
    happen: (world: World) => {
      world.executions[what](keyText(of));
      world.tell(of, times);
    },
  }));

function simple(name: string, happen: Event) {
  return fc.constant({ name, happen });
}

const kill = fc
  .tuple(fc.nat(3), fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }))
  .map(([index, delay]) => killed(index, delay));

function killed(index: number, delay: number | undefined): NamedEvent {
  const fate = delay === undefined ? "are lost" : `land ${delay} steps later`;
  return { name: `kill ${index}, its last requests ${fate}`, happen: (world) => world.kill(index, delay) };
}

const slowTime: NamedEvent = {
  name: "time passes without heartbeats",
  happen: (world) => world.pass(90_000, false),
};

const time: fc.Arbitrary<NamedEvent> = fc.constantFrom(
  slowTime,
  {
    name: "time passes with heartbeats",
    happen: (world) => world.pass(30_000, true),
  },
  {
    name: "half an hour passes",
    happen: (world) => world.pass(31 * 60_000, true),
  },
);

/** Everything that can happen to the protocol from outside. */
const event: fc.Arbitrary<NamedEvent> = fc.oneof(
  { weight: 5, arbitrary: edit("put", (world, edited) => world.put(edited, true)) },
  { weight: 1, arbitrary: edit("put in haste", (world, edited) => world.put(edited, true, true)) },
  { weight: 5, arbitrary: anyExecution },
  { weight: 1, arbitrary: edit("put invalid", (world, edited) => world.put(edited, false)) },
  { weight: 2, arbitrary: edit("delete", (world, edited) => world.delete(edited)) },
  { weight: 2, arbitrary: simple("schedule", (world) => world.tick()) },
  { weight: 1, arbitrary: simple("lost start", (world) => world.fleet.loseNextStart()) },
  { weight: 1, arbitrary: simple("failing Terraform", (world) => world.infrastructure.failNext()) },
  { weight: 3, arbitrary: kill },
  { weight: 2, arbitrary: time },
);

export interface Moment {
  /** Steps of others before it happens. */
  readonly pause: number;
  readonly event: NamedEvent;
}

export type Story = readonly Moment[];

export const anyStory: fc.Arbitrary<Story> = fc.array(fc.record({ pause: fc.nat(10), event }), {
  minLength: 2,
  maxLength: 8,
});

/**
 * A build dies when it may be about to let go; its last request arrives when its successor has something to do,
 * and then more is asked for.
 */
export const lateRequestStory: fc.Arbitrary<Story> = fc
  .record({
    delay: fc.integer({ min: 5, max: 25 }),
    life: fc.integer({ min: 20, max: 40 }),
    pause: fc.nat(5),
  })
  .map(({ delay, life, pause }) => [
    { pause: 0, event: told("put") },
    { pause: life, event: killed(0, delay) },
    { pause: 0, event: { name: "put, not told", happen: (world) => world.put(firstKey, true) } },
    { pause: 0, event: slowTime },
    { pause: 0, event: { name: "schedule", happen: (world) => world.tick() } },
    { pause: delay + pause, event: told("put again") },
  ]);

/** What waits for an execution whose end is told. Whoever hears it may hear it at any time. */
export const awaitedStory: fc.Arbitrary<Story> = fc
  .record({ pauses: fc.tuple(fc.nat(30), fc.nat(60)), told: fc.constantFrom(1, 1, 2) })
  .map(({ pauses: [first, second], told: times }) => [
    { pause: 0, event: told("put") },
    { pause: 40 + first, event: execution("start") },
    { pause: 0, event: told("put again") },
    { pause: second, event: execution("end", times) },
  ]);

function execution(what: "start" | "end", times = 0): NamedEvent {
  return {
    name: `${what} execution, told ${times} times`,
    happen: (world) => {
      world.executions[what](keyText(firstKey));
      world.tell(firstKey, times);
    },
  };
}

function told(name: string): NamedEvent {
  return {
    name,
    happen: (world) => {
      world.put(firstKey, true);
      world.deliver(firstKey);
    },
  };
}
