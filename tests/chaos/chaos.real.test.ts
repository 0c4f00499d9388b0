import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChaosAccount, startChaosAccount } from "./account.js";
import { makeEstate } from "./estate.js";
import { callsOf } from "./kill.js";
import { live } from "./life.js";
import { briefStory, randomFaults, randomStory, systematicStories, wholeStory } from "./stories.js";

const isLong = Boolean(process.env.STAGEWRIGHT_TEST_LONG);
const story = isLong ? wholeStory : briefStory;
/** 3 lives with half a dozen deaths and more; 500 lives in the long tests, of which the first take every death. */
const systematicLives = isLong ? systematicStories : 2;
const randomLives = isLong ? 500 - systematicStories : 1;
/** Those that are taken lie apart, so that all changes and both sides of their writes are among them. */
const stride = 9;

let account: ChaosAccount;

beforeAll(async () => {
  account = await startChaosAccount();
});

afterAll(() => account.close());

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

const systematic = upTo(systematicLives).map((index) => {
  const n = (index * stride) % systematicStories;
  const deaths = story(n).flatMap(({ item, deaths: each }) => {
    const change = item === undefined ? "delete" : item === 10 ? "insert" : "update";
    return each.map(({ at, when }) => `${change} ${when} "${at}"`);
  });
  return [deaths.join(", "), n] as const;
});

describe("a pipeline whose builds are killed", () => {
  it.concurrent.each(systematic)("ends as its item says: %s", async (_, n) => {
    const estate = await makeEstate(account, { name: `life-${n}` });
    expect(await live(story(n), estate)).toEqual([]);
  });

  it.concurrent.each(upTo(randomLives))(
    "ends as its item says, with failing S3 and DynamoDB too (seed %i)",
    async (seed) => {
      const estate = await makeEstate(account, { name: `seed-${seed}` });
      const { faults } = account.sandbox.gateway;
      for (const fault of randomFaults(seed)) faults.inject({ ...fault, match: callsOf(estate) });
      expect(await live(randomStory(seed), estate, "by chance")).toEqual([]);
    },
  );

  it.concurrent("is left as it is by an invalid item, wherever a build dies over that", async () => {
    const estate = await makeEstate(account, { name: "invalid" });
    const spoil = (at: "take the lease" | "let go") =>
      (["before", "after"] as const).map((when) => ({
        item: "invalid" as const,
        deaths: [{ at, when }],
        told: true,
      }));
    const sound = { item: 10, deaths: [], told: true };
    const chapters = [sound, ...spoil("take the lease"), ...spoil("let go")];
    expect(await live(chapters, estate)).toEqual([]);
  });
});
