import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { told } from "../git-answer.js";
import type { GitRequest, Service } from "../service.js";
import { builder, builderCredentials, type Pair, startPair } from "./gateway.fixture.js";

let pair: Pair;
let heard: GitRequest[] = [];

const codecommit: Service = {
  targets: [],
  answer: () => Promise.reject(new Error("Nobody calls the API.")),
  close: async () => {},
  git: async (heardNow) => {
    heard.push(heardNow);
    return { ...told(200, "here it is"), region: "eu-west-1" };
  },
};

beforeAll(async () => {
  pair = await startPair((_request, response) => response.end("upstream"));
});
afterEach(() => {
  heard = [];
  pair.gateway.records.clear();
});
afterAll(() => pair.close());

const { accessKeyId, secretAccessKey, sessionToken } = builderCredentials;
const fetching = "/v1/repos/my%20shop/info/refs?service=git-upload-pack";

interface Asking {
  readonly method?: string;
  readonly path?: string;
  /** What is told of who asks; null: nothing. */
  readonly auth?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ method, path = fetching, auth, headers }: Asking = {}, { gateway }: Pair = pair) {
  const shown = auth === undefined ? `${accessKeyId}%${sessionToken}:${secretAccessKey}` : auth;
  const options = { ...(method && { method }), ...(shown && { auth: shown }), ...(headers && { headers }) };
  const outgoing = request(`${gateway.url}${path}`, options).end();
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  return {
    status: answer.statusCode,
    challenge: answer.headers["www-authenticate"],
    said: await text(answer),
  };
}

it("Before there is CodeCommit, git is told that the sandbox is starting", async () => {
  expect(await ask()).toMatchObject({ status: 503, said: "The sandbox is starting.\n" });
  pair.gateway.serve([codecommit]);
  expect(await ask()).toMatchObject({ status: 200, said: "here it is\n" });
});

it("Where nobody can tell whose a key is, git is told so", async () => {
  const silent = await startPair((_request, response) => response.end("upstream"), {
    identify: () => Promise.reject(new Error("connect ECONNREFUSED")),
  });
  try {
    silent.gateway.serve([codecommit]);
    const { status, said } = await ask({}, silent);
    expect([status, said]).toEqual([
      503,
      expect.stringMatching(/whose the access key is: connect ECONNREFUSED/),
    ]);
  } finally {
    await silent.close();
  }
});

it("Git is heard with who asks, and what for", async () => {
  await ask();
  await ask({ method: "POST", path: "/v1/repos/shop/git-receive-pack" });
  expect(heard).toMatchObject([
    { method: "GET", repository: "my shop", path: "info/refs", caller: { accessKeyId, arn: builder.arn } },
    { method: "POST", repository: "shop", path: "git-receive-pack" },
  ]);
  expect(pair.gateway.records.list()).toMatchObject([
    { service: "codecommit", action: "GitPull", resource: "my shop", region: "eu-west-1", status: 200 },
    { service: "codecommit", action: "GitPush", resource: "shop", principal: builder.arn, status: 200 },
  ]);
});

it.each([
  ["says nothing", null],
  ["has another's token", `${accessKeyId}%other:${secretAccessKey}`],
  ["has another's secret", `${accessKeyId}%${sessionToken}:other`],
  ["is nobody", `AKIANOBODY:${secretAccessKey}`],
])("Who %s is asked for a key, and not heard", async (_, auth) => {
  const answer = await ask({ auth });
  expect(answer).toMatchObject({ status: 401, challenge: expect.stringMatching(/^Basic realm=/) });
  expect(answer.said).toContain('eval "$(stagewright-sandbox env --git)"');
  expect(heard).toEqual([]);
});

it.each([
  ["a web page", { Origin: "https://evil.example" }],
  ["a web page that says so otherwise", { "Sec-Fetch-Site": "cross-site" }],
  ["a foreign name", { Host: "evil.example" }],
])("From %s git is not listened to, whoever it is", async (_, headers) => {
  expect(await ask({ headers })).toMatchObject({ status: 403, challenge: undefined });
  expect(heard).toEqual([]);
});

it.each(["/v1/repos/shop", "/v1/repos/a/b/info/refs", "/v1/repos//info/refs", "/v2/repos/shop/info/refs"])(
  "%s is not git's",
  async (path) => {
    await ask({ path });
    expect(heard).toEqual([]);
  },
);
