import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rolesVersion, rolesVersionTag } from "../../../child-account/index.js";
import { testSettings } from "../../../testing/items/settings.js";
import { preparationsOf, unpreparedProblems } from "./prepared.js";

const settings = testSettings({ childAccount: { preparedElsewhere: ["555*"] } });
const states = new Map<string, object>();
let server: Server;
let s3: S3Client;

/** A bucket, as far as it is asked here: one object after the other. */
beforeAll(async () => {
  server = createServer((request, answer) => {
    const [, account = ""] = /accounts\/(\d+)\//.exec(request.url ?? "") ?? [];
    const state = states.get(account);
    if (state) answer.end(JSON.stringify(state));
    else answer.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  s3 = new S3Client({ region: "us-east-1", endpoint, credentials, forcePathStyle: true });
});

afterAll(() => {
  s3.destroy();
  server.close();
});

function rolesOf(version: string | undefined): object {
  const tags_all = version === undefined ? {} : { [rolesVersionTag]: version };
  return { resources: [{ type: "aws_iam_role", instances: [{ attributes: { tags_all } }] }] };
}

it("tells roles of another version, or of none, from those that would be made now", async () => {
  states.set("111111111112", rolesOf(rolesVersion(settings, "111111111112")));
  states.set("222222222222", rolesOf("0123456789"));
  states.set("333333333333", rolesOf(undefined));
  states.set("444444444444", { resources: [] });
  const accounts = [...states.keys(), "555555555555", "666666666666"];
  const preparations = await preparationsOf(accounts, settings, s3);
  expect(Object.fromEntries(preparations)).toEqual({
    "111111111112": "here",
    "222222222222": "outdated",
    "333333333333": "outdated",
    "444444444444": "unknown",
    "555555555555": "elsewhere",
    "666666666666": "unknown",
  });
  expect(unpreparedProblems(preparations).map(({ code, value }) => `${code} ${value}`)).toContain(
    "account.roles-outdated 222222222222",
  );
});

it("gives roles another version where settings give them other rights, and only there", () => {
  const version = (written: object) => rolesVersion(testSettings(written), "222222222222");
  expect(version({})).toBe(version({ controller: { concurrentBuilds: 4 } }));
  expect(version({})).not.toBe(version({ childAccount: { deployerServices: ["s3"] } }));
  expect(version({})).not.toBe(
    version({ childAccount: { accounts: { "222222222222": { repositories: ["shop"] } } } }),
  );
});
