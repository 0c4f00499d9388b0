import { Command, Option } from "commander";
import { describe, expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import { program } from "../../program.js";
import { answerTo } from "./answer-to.js";

const root = program(transcript(), "0.0.0");

/** The words of the answer to a line, which is cut at its blanks: a blank at its end begins a new word. */
function answered(line: string): readonly string[] | "files" {
  const answer = answerTo(line.split(" "), root);
  return answer === "files" ? answer : answer.map(({ word }) => word);
}

describe("the word under the cursor", () => {
  it.each([
    ["sy", ["synth", "sync"]],
    ["accounts un", ["unstick"]],
    ["help boot", ["bootstrap"]],
    ["accounts help u", ["unstick"]],
    ["completion ", ["bash", "zsh", "fish"]],
    ["validate --js", ["--json"]],
    ["validate a.yaml b.yaml --js", ["--json"]],
    ["accounts list --ta", ["--table"]],
    ["--vers", ["--version"]],
    ["convert a.yaml --to ", ["yaml", "json", "dynamodb"]],
    ["convert --to js", ["json"]],
    ["convert --to=js", ["--to=json"]],
    ["policies --role boundary --js", ["--json"]],
  ])("may become, after %j, %j", (line, words) => {
    expect(answered(line)).toEqual(words);
  });

  it.each([
    "validate ",
    "validate a.yaml b",
    "validate -- --js",
    "put --config ",
    "put --config=",
    "synth --out ge",
    "plan webshop main --file ",
    "preview --against ",
    "accounts list ",
    "sync ",
    "init ",
  ])("may be the name of a file after %j", (line) => {
    expect(answered(line)).toBe("files");
  });

  it.each([
    "get ",
    "get webshop ",
    "validate --table ",
    "frobnicate ",
    "compl-no-such",
    "init --environment ",
    "validate --no-such=",
    "completion -- --he",
  ])("is the person's own after %j", (line) => {
    expect(answered(line)).toEqual([]);
  });

  it("may be any option where no argument can follow", () => {
    expect(answered("list ")).toEqual(["--config", "--json", "--help"]);
  });

  it("is explained", () => {
    expect(answerTo(["validat"], root)).toEqual([{ word: "validate", about: "check items" }]);
  });

  it("never becomes a command or an option that is hidden", () => {
    const command = new Command("x")
      .addOption(new Option("--secret").hideHelp())
      .addOption(new Option("--seen"));
    expect(answerTo(["--se"], command)).toEqual([{ word: "--seen", about: "" }]);
    expect(answered("comple")).toEqual(["completion"]);
  });
});

describe("every command", () => {
  const placeholders = root.commands
    .flatMap((command) => [command, ...command.commands])
    .flatMap((command) => [
      ...command.options.map(({ flags, description }) => [flags, description] as const),
      ...command.registeredArguments.map((argument) => [argument.name(), argument.description] as const),
    ]);

  it("names what is a path so that completion knows it", () => {
    const ofPaths = placeholders.filter(([, about]) =>
      /\b(?:this file|files?,|folders of|where to write|file for each)\b/.test(about),
    );
    expect(ofPaths.length).toBeGreaterThan(5);
    expect(
      ofPaths.filter(([name]) => !/(?:file|folder|path)s?>?$/.test(name) && !name.startsWith("--table")),
    ).toEqual([]);
  });
});
