import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PipelineStatus } from "../../../../controller/records/index.js";
import { boardRows } from "../../../../testing/board/rows.js";
import { statuses } from "../../../../testing/board/statuses.js";
import { type Served, serve } from "./serve.js";
import { Viewers } from "./viewers.js";

const viewers = new Viewers();
let served: Served;
let place: URL;
let cookie = "";

beforeAll(async () => {
  served = await serve({
    files: new Map([["", { kind: "html", text: "<p>page</p>" }]]),
    viewers,
    details: async (id) => (id === "shop" ? { stages: [] } : undefined),
  });
  place = new URL(served.url);
});

afterAll(() => served.close());

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** What is answered; of a stream, what comes until `isEnough`. */
function ask(
  { path = place.pathname, method = "GET", headers = {} }: Asked,
  isEnough = (_: string) => false,
) {
  return new Promise<{ status?: number | undefined; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port: place.port, path, method, headers }, (response) => {
        let text = "";
        const end = () => resolve({ status: response.statusCode, headers: response.headers, text });
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
          if (!isEnough(text)) return;
          end();
          sent.destroy();
        });
        response.on("end", end);
      });
      sent.on("error", reject).end();
    },
  );
}

const withCookie = (more: Record<string, string> = {}) => ({ Cookie: cookie, ...more });

describe("who may see the board", () => {
  it("brings the token once, and gets a cookie for it that no script and no other page has", async () => {
    const { status, headers } = await ask({ path: place.pathname + place.search });
    expect([status, headers.location]).toEqual([303, place.pathname]);
    const [set = ""] = [headers["set-cookie"]].flat().map(String);
    expect(set).toMatch(/^stagewright-board=[\w-]{32}; Path=\/[\w-]{32}\/; HttpOnly; SameSite=Strict$/);
    cookie = set.split(";")[0] ?? "";
    expect(await ask({ headers: withCookie() })).toMatchObject({ status: 200, text: "<p>page</p>" });
  });

  it("has the token, another than those of all other boards", async () => {
    expect((await ask({})).status).toBe(403);
    expect((await ask({ path: `${place.pathname}?token=` })).status).toBe(403);
    expect((await ask({ path: `${place.pathname}?token=${"a".repeat(32)}` })).status).toBe(403);
    expect((await ask({ headers: { Cookie: "stagewright-board=" } })).status).toBe(403);
    const other = await serve({ files: new Map(), viewers: new Viewers(), details: async () => undefined });
    expect(new URL(other.url).searchParams.get("token")).not.toBe(place.searchParams.get("token"));
    expect(new URL(other.url).pathname).not.toBe(place.pathname);
    await other.close();
  });

  it("names this machine by its address, whatever other name leads here", async () => {
    const at = (host: string) => ask({ headers: withCookie({ Host: host }) });
    expect((await at(`localhost:${place.port}`)).status).toBe(200);
    for (const host of [
      "evil.example",
      `evil.example:${place.port}`,
      "127.0.0.1",
      `127.0.0.1:1${place.port}`,
    ])
      expect([host, (await at(host)).status]).toEqual([host, 421]);
  });

  it("comes from no other page", async () => {
    const from = async (headers: Record<string, string>) =>
      (await ask({ headers: withCookie(headers) })).status;
    expect(await from({ Origin: `http://127.0.0.1:${place.port}` })).toBe(200);
    expect(await from({ "Sec-Fetch-Site": "same-origin" })).toBe(200);
    for (const Origin of [
      "https://evil.example",
      "null",
      "http://127.0.0.1:1",
      `http://localhost:${place.port}`,
    ])
      expect([Origin, await from({ Origin })]).toEqual([Origin, 403]);
    for (const site of ["cross-site", "same-site"])
      expect([site, await from({ "Sec-Fetch-Site": site })]).toEqual([site, 403]);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("only looks: %s is refused", async (method) => {
    const { status, headers } = await ask({ method, headers: withCookie() });
    expect([status, headers.allow]).toEqual([405, "GET"]);
  });
});

describe("what is there", () => {
  it.each(["/", "/favicon.ico", "/../etc/passwd", "/etc/passwd"])("is nothing at %s", async (path) => {
    expect((await ask({ path, headers: withCookie() })).status).toBe(404);
  });

  it.each(["..%2f..%2fetc%2fpasswd", "pipelines/", "pipelines/other", "pipelines/a/b", "pipelines/%00", "x"])(
    "is nothing at %s behind the token",
    async (name) => {
      const path = `${place.pathname}${name}`;
      expect((await ask({ path, headers: withCookie() })).status).toBe(404);
    },
  );

  it("is details of a pipeline by its id", async () => {
    const { status, text } = await ask({ path: `${place.pathname}pipelines/shop`, headers: withCookie() });
    expect([status, text]).toEqual([200, '{"stages":[]}']);
  });

  it("is never kept, nor shown within another page, and runs and asks nothing of others", async () => {
    for (const path of [place.pathname, `${place.pathname}x`, "/"]) {
      const { headers } = await ask({ path, headers: withCookie() });
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(String(headers["content-security-policy"])).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; .*frame-ancestors 'none'$/,
      );
    }
  });
});

describe("what a viewer is told", () => {
  const at = "2026-01-05T13:20:00.000Z";
  const show = (pipelines: readonly PipelineStatus[]) =>
    viewers.tell({ at, next: at, picture: boardRows(pipelines) });
  const events = (text: string) =>
    [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name, data = ""]) => [name, JSON.parse(data)]);
  const path = () => `${place.pathname}events`;

  /** Another board, and its viewer. */
  async function another() {
    const own = new Viewers();
    const other = await serve({ files: new Map(), viewers: own, details: async () => undefined });
    const { origin, pathname, searchParams } = new URL(other.url);
    const headers = { cookie: `stagewright-board=${searchParams.get("token")}` };
    return { own, other, watch: () => fetch(`${origin}${pathname}events`, { headers }) };
  }

  it("is all that there is, and then what has changed and gone", async () => {
    const [one, two, three] = statuses(3);
    if (!one || !two || !three) return expect.unreachable();
    show([one, two]);
    const changes = ask({ path: path(), headers: withCookie() }, (text) => text.includes("event: changed"));
    await viewers.some(AbortSignal.timeout(5_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    show([one, two]);
    show([{ ...one, state: "running" }, three]);
    const seen = events((await changes).text);
    const ids = boardRows([one, two, three]).map(({ id }) => id);
    expect(seen.map(([name]) => name)).toEqual(["all", "look", "look", "changed"]);
    expect(seen[0]?.[1].rows.map((row: { id: string }) => row.id)).toEqual([ids[0], ids[1]]);
    expect(seen[3]?.[1].rows.map((row: { id: string }) => row.id)).toEqual([ids[0], ids[2]]);
    expect(seen[3]?.[1].gone).toEqual([ids[1]]);
  });

  it("is why there is nothing newer, while what was seen last stays", async () => {
    const problem = { class: "throttled", message: "AWS asked for fewer requests.", hint: "" };
    viewers.tell({ at, next: at, problem });
    const { text } = await ask({ path: path(), headers: withCookie() }, (seen) =>
      seen.includes("event: look"),
    );
    expect(events(text).at(-1)).toEqual(["look", { at, next: at, problem }]);
    expect(events(text)[0]?.[1].rows).toHaveLength(2);
  });

  it("is not that there are no pipelines where no look has succeeded yet", async () => {
    const { own, other, watch } = await another();
    own.tell({ at, next: at, problem: { class: "network", message: "AWS does not answer.", hint: "" } });
    const response = await watch();
    own.tell({ at, next: at, picture: [] });
    await other.close();
    expect(events(await response.text()).map(([name]) => name)).toEqual(["look", "all", "look"]);
  });

  it("ends when the board does", async () => {
    const { other, watch } = await another();
    const response = await watch();
    await other.close();
    await expect(response.text()).resolves.toContain("retry");
    await expect(watch()).rejects.toThrow();
  });
});
