import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { itemText } from "../../cli/commands/init/item-text.js";
import { root } from "../repository/sources.js";
import { LanguageServer } from "./language-server.js";

let server: LanguageServer;
let files = 0;

beforeAll(async () => {
  server = new LanguageServer();
  await server.request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  server.notify("initialized", {});
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  server.notify("workspace/didChangeConfiguration", { settings: { yaml } });
}, 60_000);

afterAll(() => server?.close());

const schemaLine = (name: string) => `# yaml-language-server: $schema=${pathToFileURL(schemaFile(name))}\n`;
const schemaFile = (name: string) => join(root, "dist", "schemas", `${name}.schema.json`);

/** Opens a text in the editor; the name that it has there. */
function open(text: string): string {
  const uri = `file:///items/${files++}.yaml`;
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  return uri;
}

/** What the editor underlines, as `line message`, the first line being 0. */
async function underlined(text: string): Promise<string[]> {
  const uri = open(text);
  const { params } = await server.heard(
    (message) => message.method === "textDocument/publishDiagnostics" && uriIn(message.params) === uri,
  );
  const { diagnostics } = params as {
    diagnostics: { message: string; range: { start: { line: number } } }[];
  };
  return diagnostics.map(({ message, range }) => `${range.start.line} ${message}`);
}

function uriIn(params: unknown): string {
  return (params as { uri: string }).uri;
}

const at = (uri: string, line: number, character: number) => ({
  textDocument: { uri },
  position: { line, character },
});

describe("an editor with YAML's language server", () => {
  it("underlines nothing in an item that init writes", async () => {
    const environments = [{ name: "Prod", account: "222222222222" }];
    const text = itemText({ repository: "shop", branch: "main", environments, approver: "a@example.com" });
    expect(await underlined(text.replace(/^.*\n/, schemaLine("item")))).toEqual([]);
  });

  it("underlines an unknown key, a value of another type, and what is missing", async () => {
    const found = await underlined(
      `${schemaLine("item")}RepoName: shop\nBuildImge: x\nTimeoutMinutes: soon\n`,
    );
    expect(found.sort()).toEqual([
      '1 Missing property "RepoTag".',
      "2 Property BuildImge is not allowed.",
      '3 Incorrect type. Expected "integer".',
    ]);
  });

  it("asks for nothing in defaults and in an item beside them, and takes null, but no unknown key", async () => {
    const sound = "Tags: {team: null}\nDeploymentConfigurations:\n  Prod: null\n  Beta: {Deploy: true}\n";
    expect(await underlined(schemaLine("defaults") + sound)).toEqual([]);
    const [found = "", ...others] = await underlined(`${schemaLine("defaults")}BuildImge: null\n`);
    expect([found, others]).toEqual([expect.stringContaining("BuildImge is not allowed"), []]);
  });

  it("says what a key is about", async () => {
    const uri = open(`${schemaLine("defaults")}BuildSpecFile: a.yml\n`);
    const hover = await server.request("textDocument/hover", at(uri, 1, 3));
    const { description } = JSON.parse(readFileSync(schemaFile("item"), "utf8")).properties.BuildSpecFile;
    expect(JSON.stringify(hover)).toContain(description);
  });

  it("completes the keys of an environment, and the values of a list", async () => {
    const uri = open(`${schemaLine("item")}ExecutionMode: \nDeploymentConfigurations:\n  Prod:\n    \n`);
    const labels = async (line: number, character: number) => {
      const answer = await server.request("textDocument/completion", at(uri, line, character));
      return (answer as { items: { label: string }[] }).items.map(({ label }) => label);
    };
    expect(await labels(4, 4)).toEqual(expect.arrayContaining(["AwsAccountId", "ManualApproval", "Tests"]));
    expect(await labels(1, 15)).toEqual(expect.arrayContaining(["QUEUED", "SUPERSEDED"]));
  });
});
