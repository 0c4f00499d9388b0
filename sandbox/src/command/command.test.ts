import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { shellWord } from "../shell-word.js";
import { sandboxCommand } from "./index.js";

it.each([
  ["--port", "0", "A port is a whole number from 1 to 65535."],
  ["--port", "http", "A port is a whole number from 1 to 65535."],
  ["--account", "123", "An account id is 12 digits."],
  ["--allow-origin", "localhost:3000", "An origin is a scheme, a host and perhaps a port"],
  ["--allow-origin", "http://localhost:3000/page", "An origin is a scheme, a host and perhaps a port"],
  ["--repository", "shop=../shop", "A repository is its owner and name, and a folder"],
  ["--repository", "acme/shop", "A repository is its owner and name, and a folder"],
  ["--allow-origin", "*", "An origin is a scheme, a host and perhaps a port"],
])("up %s %s is refused as wrong usage", async (option, value, message) => {
  const command = sandboxCommand({ stdout: new PassThrough(), stderr: new PassThrough() });
  const up = command.commands.find((each) => each.name() === "up");
  up?.exitOverride().configureOutput({ writeErr: () => {} });
  await expect(command.parseAsync(["up", option, value], { from: "user" })).rejects.toThrow(message);
});

it.each(["a b", "a]\nrole_arn = b"])("env --profile %j is refused as wrong usage", async (value) => {
  const command = sandboxCommand({ stdout: new PassThrough(), stderr: new PassThrough() });
  const env = command.commands.find((each) => each.name() === "env");
  env?.exitOverride().configureOutput({ writeErr: () => {} });
  const call = command.parseAsync(["env", "--profile", value], { from: "user" });
  await expect(call).rejects.toThrow("A profile's name is made of letters, digits and ._-");
});

it.each(["stagewright-sandbox", "stagewright sandbox"])(
  "Hints name the program that was called: %s",
  async (name) => {
    const command = sandboxCommand({ stdout: new PassThrough(), stderr: new PassThrough() }, name);
    const dir = join(import.meta.dirname, "nowhere");
    await expect(command.parseAsync(["env", "--dir", dir], { from: "user" })).rejects.toThrow(
      `No sandbox runs in ${dir}. Start one: ${name} up --dir ${shellWord(dir)}`,
    );
  },
);
