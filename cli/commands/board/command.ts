import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { config, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const port = (text: string): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1024 && number <= 65_535) return number;
  throw new InvalidArgumentError("It is a number from 1024 to 65535.");
};

const define = () =>
  new Command("board")
    .description("a local web page of all pipelines, which updates itself and changes nothing")
    .option("--port <number>", "where it listens on 127.0.0.1 (default: any free port)", port)
    .option(...config);

export type BoardOptions = OptionsOf<typeof define>;

/** `board`: all pipelines in a browser. */
export const boardCommand: MakeCommand = (out) =>
  define().action(async (options) => (await import("./run.js")).board(options, out));
