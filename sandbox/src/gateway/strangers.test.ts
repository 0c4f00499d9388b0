import { expect, it } from "vitest";
import { strangeness } from "./strangers.js";

const page = "http://localhost:3000";
const from = (headers: readonly string[], url = "/", allowed: readonly string[] = []) =>
  strangeness({ method: "GET", url, headers: ["Host", "127.0.0.1:4566", ...headers] }, allowed, "sandbox");
const called = (host: string) =>
  strangeness({ method: "GET", url: "/", headers: ["Host", host] }, [], "sandbox");

it.each([
  "127.0.0.1",
  "127.0.0.1:4566",
  "localhost:4566",
  "LOCALHOST",
  "[::1]:4566",
  "bucket.localhost:4566",
  "my.bucket.s3.eu-central-1.localhost",
])("A request that calls this machine %s is listened to", (host) => {
  expect(called(host)).toBeUndefined();
});

it.each([
  "",
  "evil.example",
  "localhost.evil.example",
  "evillocalhost",
  "127.0.0.1.evil.example",
  "127.0.0.1@evil.example",
  "127.0.0.2",
  "0.0.0.0",
  "169.254.169.254",
])("One that calls it %j is not", (host) => {
  expect(called(host)).toMatchObject({ code: "AccessDenied", status: 403 });
});

it("A request without a host is not listened to", () => {
  expect(strangeness({ method: "GET", url: "/", headers: [] }, [], "sandbox")).toBeDefined();
});

it.each([
  [["Origin", "https://evil.example"]],
  [["Origin", "null"]],
  [["Origin", ""]],
  [["Sec-Fetch-Site", "cross-site"]],
  [["Sec-Fetch-Site", "same-site"]],
])("A page that sends %j is told how it could be allowed", (headers) => {
  expect(from(headers)?.message).toContain("--allow-origin");
});

it.each([[["Sec-Fetch-Site", "none"]], [["Sec-Fetch-Site", "same-origin"]]])(
  "An address that a person types, and a page of the sandbox's own, are no strangers: %j",
  (headers) => {
    expect(from(headers)).toBeUndefined();
  },
);

it("A page that is allowed may call, one of another port or scheme may not", () => {
  expect(from(["Origin", page, "Sec-Fetch-Site", "same-site"], "/", [page])).toBeUndefined();
  expect(from(["Origin", "http://localhost:3001"], "/", [page])).toBeDefined();
  expect(from(["Origin", "https://localhost:3000"], "/", [page])).toBeDefined();
});

it.each([
  [["host", "evil.example"], "/"],
  [["Authorization", "one", "authorization", "two"], "/"],
  [[], "http://127.0.0.1/_ministack/reset"],
  [[], "*"],
])("What can be read in two ways, as %j %s, is not read at all", (headers, url) => {
  expect(from(headers, url)).toBeDefined();
});
