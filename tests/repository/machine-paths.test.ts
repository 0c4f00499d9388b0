import { describe, expect, it } from "vitest";
import { machinePaths } from "./machine-paths.js";

/** Put together here, so that this file names no such path itself. */
const path = (...names: string[]) => ["", ...names].join("/");

describe("machinePaths", () => {
  it.each([
    path("home", "alice", "code"),
    path("Users", "alice", "code"),
    path("root", ".terraformrc"),
    path("opt", "plugins", "x"),
    ["C:", "Users", "alice"].join("\\"),
  ])("sees %s", (text) => {
    expect(machinePaths(`const place = "${text}";`)).toHaveLength(1);
  });

  it.each([
    "https://example.com/home/alice/code",
    "${folder}/opt/tool",
    `.${path("work", "item.json")}`,
    `~${path("work", "item.json")}`,
    '["/opt", "/srv"]',
    "/opt/*",
    "/usr/local/share/terraform/plugins",
    "hashicorp/root/x",
  ])("does not mind %s", (text) => {
    expect(machinePaths(text)).toEqual([]);
  });
});
