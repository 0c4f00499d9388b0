import { sandboxTree } from "@stagewright/sandbox/command";
import { program } from "../../cli/program.js";
import { transcript } from "../../testing/expect/transcript.js";

const { commands } = program(transcript(), "0.0.0");

/** What of a call, such as `plan REPO BRANCH --file a.yaml`, the command line does not know: its command, or options. */
export function unknownIn(call: string): string[] {
  const [name = "", next = ""] = call.split(/\s+/);
  const command = commands.find((each) => each.name() === name);
  if (!command) return [name];
  const further = name === "sandbox" ? sandboxTree() : command;
  const called = further.commands.find((each) => each.name() === next) ?? command;
  const options = call.match(/(?<!\S)--[a-z]+(?:-[a-z]+)*/g) ?? [];
  return options.filter((option) => !called.options.some(({ long }) => long === option));
}
