import { afterEach, beforeEach, expect, it } from "vitest";
import { CredentialsEndpoint, type SessionLease } from "./credentials-endpoint.js";

const session = {
  ...{ accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" },
  expiration: new Date("2026-01-02T03:04:05Z"),
};
let endpoint: CredentialsEndpoint;

beforeEach(() => {
  endpoint = new CredentialsEndpoint();
});
afterEach(() => endpoint.close());

async function ask({ variables }: SessionLease, authorization?: string) {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI = "", AWS_CONTAINER_AUTHORIZATION_TOKEN = "" } = variables;
  const headers = { Authorization: authorization ?? AWS_CONTAINER_AUTHORIZATION_TOKEN };
  const answer = await fetch(AWS_CONTAINER_CREDENTIALS_FULL_URI, { headers });
  return { status: answer.status, body: await answer.json() };
}

it("a build reads its session, as the SDKs expect it", async () => {
  expect(await ask(await endpoint.lend(session))).toEqual({
    status: 200,
    body: {
      AccessKeyId: "ASIA1",
      SecretAccessKey: "secret",
      Token: "token",
      Expiration: "2026-01-02T03:04:05.000Z",
    },
  });
});

it("a build reads no other's session, and none after its end", async () => {
  const lease = await endpoint.lend(session);
  const other = await endpoint.lend({ ...session, accessKeyId: "ASIA2" });
  expect((await ask(other)).body).toMatchObject({ AccessKeyId: "ASIA2" });
  expect((await ask(lease, "")).status).toBe(403);
  expect((await ask(lease, "constructor")).status).toBe(403);
  lease.end();
  expect((await ask(lease)).status).toBe(403);
  expect((await ask(other)).status).toBe(200);
});
