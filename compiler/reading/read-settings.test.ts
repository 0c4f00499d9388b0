import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { defaultSettings } from "../settings/index.js";
import { readSettings } from "./index.js";

const eu = "region: eu-west-1\n";
const regionOf = (read: ReturnType<typeof readSettings>) =>
  read.ok ? read.value.settings.region : undefined;

describe("the settings of an installation", () => {
  it("are the named file's before the variable's, and those before what lies upwards", () => {
    const folder = folderWith({
      "named.yaml": "region: eu-west-1",
      "variable.yaml": "region: eu-west-2",
      "stagewright.yaml": "region: eu-west-3",
    });
    const environment = { STAGEWRIGHT_CONFIG: join(folder, "variable.yaml") };
    const config = join(folder, "named.yaml");
    expect(regionOf(readSettings({ config, environment, folder }))).toBe("eu-west-1");
    expect(regionOf(readSettings({ environment, folder }))).toBe("eu-west-2");
    expect(regionOf(readSettings({ environment: {}, folder }))).toBe("eu-west-3");
  });

  it("are found in the nearest folder upwards, and name their file", () => {
    const folder = folderWith({ "stagewright.yml": eu, "a/b/item.yaml": "" });
    const file = join(folder, "stagewright.yml");
    expect(readSettings({ environment: {}, folder: join(folder, "a", "b") })).toMatchObject({
      ok: true,
      value: { file, settings: { region: "eu-west-1" } },
    });
  });

  it("are the documented defaults, without a file, if there is none", () => {
    expect(readSettings({ environment: {}, folder: folderWith() })).toEqual({
      ok: true,
      value: { settings: defaultSettings() },
    });
  });

  it.each([
    ["stagewright.yaml", ""],
    ["stagewright.yaml", "# all defaults\n"],
    ["settings.json", "{}"],
    ["stagewright.yaml", "\ufeffregion: us-east-1\r\n"],
  ])("may be in %s: %j", (name, text) => {
    const config = join(folderWith({ [name]: text }), name);
    expect(readSettings({ config, environment: {}, folder: "/" })).toEqual({
      ok: true,
      value: { settings: defaultSettings(), file: config },
    });
  });
});

describe("settings that cannot be used", () => {
  const diagnosticsOf = (name: string, text: string | Uint8Array) => {
    const config = join(folderWith({ [name]: text }), name);
    const read = readSettings({ config, environment: {}, folder: "/" });
    return read.ok
      ? []
      : read.diagnostics.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`);
  };

  it("are told all at once, with line and column", () => {
    expect(diagnosticsOf("stagewright.yaml", "regoin: x\nstate:\n  lock: dynamo\n")).toEqual([
      "settings.unknown-key /regoin 1:1",
      "settings.not-allowed /state/lock 3:3",
    ]);
    expect(diagnosticsOf("s.json", '{\n "region": 5}')).toEqual(["settings.wrong-type /region 2:2"]);
  });

  it.each([
    ["stagewright.yaml", "a: [", "input.broken-yaml  1:5"],
    ["s.json", "{", "input.broken-json  1:2"],
    ["stagewright.yaml", "a: 1\n---\nb: 2\n", "settings.several-documents  undefined:undefined"],
    ["stagewright.yaml", "[".repeat(10_000), "input.too-deep  1:201"],
  ])("are told if %s is broken", (name, text, problem) => {
    expect(diagnosticsOf(name, text)).toEqual([problem]);
  });

  it("are told if they lie above and are another user's, and followed if they are named", () => {
    const folder = folderWith({ "stagewright.yaml": eu, "work/item.yaml": "" });
    const file = join(folder, "stagewright.yaml");
    const owners = { self: 1000, ownersOf: (path: string) => [path === file ? 2000 : 1000] };
    const place = { environment: {}, folder: join(folder, "work"), owners };
    expect(readSettings(place)).toMatchObject({
      ok: false,
      diagnostics: [{ file, code: "settings.foreign-owner", hint: expect.stringContaining("--config") }],
    });
    expect(regionOf(readSettings({ ...place, config: file }))).toBe("eu-west-1");
  });

  it("are told if the file that was named is not there", () => {
    const read = readSettings({ config: "/nowhere/stagewright.yaml", environment: {}, folder: "/" });
    expect(read).toEqual({
      ok: false,
      diagnostics: [
        {
          file: "/nowhere/stagewright.yaml",
          path: "",
          code: "input.unreadable",
          message: "Cannot read this: there is no such file or folder.",
          hint: "Check the path. It is given by --config or STAGEWRIGHT_CONFIG, or found upwards.",
        },
      ],
    });
  });
});
