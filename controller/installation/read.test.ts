import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { formatInstallation, installationDigest } from "./format.js";
import { installationOf } from "./installation.fixture.js";
import { ChangedInstallation, readInstallation } from "./read.js";

let server: Server;
let client: SSMClient;
let text: string;

/** Systems Manager, as far as it is asked here: one parameter. */
beforeAll(async () => {
  server = createServer((_, answer) => answer.end(JSON.stringify({ Parameter: { Value: text } })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  client = new SSMClient({ region: "eu-central-1", endpoint, credentials });
});

afterAll(() => {
  client.destroy();
  server.close();
});

it("follows the parameter that the build was made for, and no other that somebody wrote since", async () => {
  const installation = installationOf({ limits: { accounts: ["222222222222"] } });
  text = formatInstallation(installation);
  const sha256 = installationDigest(text);
  expect(await readInstallation(client, "stagewright", sha256)).toEqual(installation);
  text = formatInstallation(installationOf({ limits: { accounts: ["333333333333"] } }));
  await expect(readInstallation(client, "stagewright", sha256)).rejects.toThrow(ChangedInstallation);
  expect((await readInstallation(client, "stagewright")).settings.limits.accounts).toEqual(["333333333333"]);
});
