import { expect, it } from "vitest";
import type { Identity } from "../emulator/identity.js";
import { Identities } from "./identities.js";

const known: Identity = {
  accountId: "111111111111",
  arn: "arn:aws:iam::111111111111:user/ann",
  secretAccessKey: "secret",
  sessionPolicyArns: [],
  sessionTags: {},
};

/** Counts questions; time is what the test says. */
function identitiesOf(identity: Identity | undefined) {
  const state = { asked: 0, now: 0 };
  const identities = new Identities(
    async () => {
      state.asked += 1;
      return identity;
    },
    () => state.now,
  );
  const askedAfter = async (milliseconds: number) => {
    state.now += milliseconds;
    await identities.of("KEY");
    return state.asked;
  };
  return { identities, askedAfter };
}

it("A session is asked for once, until it expires", async () => {
  const { askedAfter } = identitiesOf({ ...known, expiresAt: 900_000 });
  expect(await askedAfter(0)).toBe(1);
  expect(await askedAfter(899_999)).toBe(1);
  expect(await askedAfter(1)).toBe(2);
});

it("A user's key is asked for again after a second, since it may have been taken away", async () => {
  const { askedAfter } = identitiesOf(known);
  expect(await askedAfter(0)).toBe(1);
  expect(await askedAfter(999)).toBe(1);
  expect(await askedAfter(1)).toBe(2);
});

it("An account's root stays what it is", async () => {
  const { askedAfter } = identitiesOf({ ...known, arn: "arn:aws:iam::111111111111:root" });
  await askedAfter(0);
  expect(await askedAfter(10 ** 9)).toBe(1);
});

it("A key that is not known is asked for every time, since it may be made", async () => {
  const { identities, askedAfter } = identitiesOf(undefined);
  expect(await identities.of("KEY")).toBeUndefined();
  expect(await askedAfter(0)).toBe(2);
});

it("However many keys there are, only so many are kept", async () => {
  let asked = 0;
  const identities = new Identities(async () => {
    asked += 1;
    return { ...known, expiresAt: 10 ** 15 };
  });
  for (let number = 0; number <= 1000; number++) await identities.of(`KEY${number}`);
  await identities.of("KEY1000");
  expect(asked).toBe(1001);
  await identities.of("KEY0");
  expect(asked).toBe(1002);
});
