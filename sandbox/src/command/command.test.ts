import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { sandboxCommand } from "./index.js";

it.each([
  ["--port", "0", "a port is a whole number from 1 to 65535"],
  ["--port", "http", "a port is a whole number from 1 to 65535"],
  ["--account", "123", "an account id is 12 digits"],
  ["--allow-origin", "localhost:3000", "an origin is a scheme, a host and perhaps a port"],
  ["--allow-origin", "http://localhost:3000/page", "an origin is a scheme, a host and perhaps a port"],
  ["--allow-origin", "*", "an origin is a scheme, a host and perhaps a port"],
])("up %s %s is refused as wrong usage", async (option, value, message) => {
  const command = sandboxCommand({ stdout: new PassThrough(), stderr: new PassThrough() });
  const up = command.commands.find((each) => each.name() === "up");
  up?.exitOverride().configureOutput({ writeErr: () => {} });
  await expect(command.parseAsync(["up", option, value], { from: "user" })).rejects.toThrow(message);
});
