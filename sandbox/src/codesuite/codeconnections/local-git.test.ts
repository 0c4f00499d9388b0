import { afterEach, expect, it, vi } from "vitest";
import { fetchCommit } from "./local-git.js";

afterEach(() => vi.unstubAllEnvs());

it("on a machine without git, that is said, and not that there is no such branch", async () => {
  vi.stubEnv("PATH", "/nowhere");
  await expect(fetchCommit("/", { branch: "main" })).rejects.toThrow(
    /^There is no git on the sandbox's PATH/,
  );
});
