import type { Effect, Fault } from "@stagewright/sandbox";
import type { Death } from "./kill.js";
import type { Chapter } from "./life.js";
import { deleteSteps, insertSteps, type Step } from "./steps.js";

/** Both sides of each write of a delete, which has the most. */
const deletes = bothSides(deleteSteps);
const inserts = bothSides(insertSteps);

/** So many lives take every death of a delete. */
export const systematicStories = deletes.length;

/** The n-th life, with one death in each of its chapters: all together take every death of every change. */
export function wholeStory(n: number): Chapter[] {
  const told = n % 4 < 2;
  return [
    { item: 10, deaths: one(inserts, n), told },
    { item: 11, deaths: one(inserts, n + 1), told: !told },
    { item: undefined, deaths: one(deletes, n), told },
  ];
}

/**
 * A shorter life, with a death in its insert or in its update, and in its delete: all together take each write of
 * every change, though not always both sides of it.
 */
export function briefStory(n: number): Chapter[] {
  const step = Math.floor(n / 2);
  const side = step % 2;
  const told = side === 0;
  const end = { item: undefined, deaths: one(deletes, n), told };
  const first = { item: 10, deaths: n % 2 === 0 ? one(inserts, 2 * step + side) : [], told: !told };
  if (n % 2 === 0) return [first, end];
  return [first, { item: 11, deaths: one(inserts, 2 * step + 1 - side), told }, end];
}

function one(deaths: readonly Death[], n: number): Death[] {
  return [deaths[n % deaths.length]].filter((death) => death !== undefined);
}

function bothSides(steps: readonly Step[]): Death[] {
  return steps.flatMap((at) => [{ at, when: "before" } as const, { at, when: "after" } as const]);
}

/** A life that a seed decides: invalid items too, and several deaths in a row. */
export function randomStory(seed: number): Chapter[] {
  const random = numbersFrom(seed);
  const some = <T>(things: readonly T[]) => things[Math.floor(random() * things.length)] as T;
  const deathsOf = (deaths: readonly Death[]) => (random() < 0.7 ? [some(deaths)] : []);
  const change = (item: Chapter["item"]) => ({ item, deaths: deathsOf(inserts), told: random() < 0.5 });
  const end = { item: undefined, deaths: deathsOf(deletes), told: random() < 0.5 };
  return [change(10), change(some([11, "invalid"])), end];
}

const effects: readonly Effect[] = [
  { fail: { code: "InternalServerError", status: 500 } },
  { throttle: true },
  { drop: "before" },
  { drop: "after" },
  { delay: 400 },
];

/** Faults of S3 and DynamoDB by chance, about one call in thirty. */
export function randomFaults(seed: number): Omit<Fault, "match">[] {
  return effects.map((effect, index) => ({ at: { probability: 0.007, seed: seed * 10 + index }, effect }));
}

/** Numbers from 0 to 1 that the seed alone decides: a linear congruential generator (Numerical Recipes). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 3; warmUp++) next();
  return next;
}
