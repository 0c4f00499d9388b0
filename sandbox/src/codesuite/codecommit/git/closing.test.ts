import { expect, it } from "vitest";
import { GitBackend } from "./backend.js";
import { ObjectReaders } from "./readers.js";

async function* nothing(): AsyncGenerator<Buffer> {}

it("once they are closed, no process of git is begun", async () => {
  const [readers, backend] = [new ObjectReaders(), new GitBackend()];
  await Promise.all([readers.close(), backend.close()]);
  const request = { folder: "/none.git", method: "GET", path: "info/refs", user: "ada", body: nothing() };
  await expect(readers.read("/none.git", "0".repeat(40))).rejects.toThrow("The sandbox ends");
  await expect(backend.answer(request)).rejects.toThrow("The sandbox ends");
});
