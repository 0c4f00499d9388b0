import { zipSync } from "fflate";
import { testAccount, testRegion } from "../test-account.fixture.js";
import type { Emulator } from "./emulator.js";

/** What an SDK client needs to speak to an emulator as an account's root. */
export const as = (emulator: Pick<Emulator, "url" | "root">, account = testAccount) => ({
  endpoint: emulator.url,
  region: testRegion,
  credentials: emulator.root(account),
});

/** A Lambda function's code, zipped: the body of its handler. */
export const handler = (body: string) =>
  zipSync({ "index.js": new TextEncoder().encode(`exports.handler = async (event) => {${body}};`) });

export const trustOfService = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
