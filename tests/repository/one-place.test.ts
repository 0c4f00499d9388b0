import { expect, it } from "vitest";
import { isTest, readSources } from "./sources.js";

/** Where each client is made that must be made in one way. */
const makers: Readonly<Record<string, string>> = {
  // It names the owner of each bucket that is called.
  S3Client: "controller/state/own-s3.ts",
};

it.each(Object.entries(makers))("what is shipped makes each %s in %s", async (client, place) => {
  const making = (await readSources()).filter(
    ({ path, text }) =>
      /^(cli|controller|child-account|compiler|toolchain)\//.test(path) &&
      !isTest(path) &&
      !path.endsWith(".fixture.ts") &&
      text.includes(`new ${client}(`),
  );
  expect(making.map(({ path }) => path)).toEqual([place]);
});
