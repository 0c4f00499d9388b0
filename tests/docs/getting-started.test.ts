import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { installationWith } from "../../controller/installation/control-plane/installation.fixture.js";
import { terraformOf } from "../../controller/installation/control-plane/render.js";
import { type Json, listAt, membersAt } from "../../testing/expect/json.js";
import { root } from "../repository/sources.js";
import { unknownIn } from "./calls.js";
import { mismatch, partsOf } from "./tutorial.js";

const page = readFileSync(join(root, "docs", "getting-started.md"), "utf8");
const parts = partsOf(page);
const commands = parts.flatMap((part) => ("command" in part ? [part.command] : []));

/** What the long test lives through; a step that leaves the page, or comes to it, is to be seen here too. */
const story = [
  ...["git clone", "cd stagewright", "npm ci", "npm run build", "stagewright --version"],
  ...["stagewright init", "stagewright preview", "stagewright synth"],
  ...["stagewright sandbox up", "sandbox env", "export AWS_SHARED_CREDENTIALS_FILE"],
  ...["sandbox env --account 222222222222", "sandbox env --account 333333333333"],
  ...["stagewright.yaml", "stagewright bootstrap", "stagewright accounts deploy"],
  ...["stagewright put", "stagewright status", "stagewright sandbox push", "stagewright executions"],
  ...["stagewright approve", "stagewright status", "stagewright sandbox show"],
  ...["stagewright rm", "stagewright status", "stagewright sandbox down"],
];

describe("docs/getting-started.md", () => {
  it("takes its reader through these steps, in this order", () => {
    expect(parts).toHaveLength(story.length);
    for (const [nth, part] of parts.entries())
      expect("command" in part ? part.command : part.name).toContain(story[nth]);
  });

  it("calls commands and options that there are", () => {
    const calls = commands.flatMap((command) => /stagewright ([a-z].*)/.exec(command)?.[1] ?? []);
    expect(calls.length).toBeGreaterThan(15);
    expect(calls.flatMap((call) => unknownIn(call))).toEqual([]);
  });

  it("says how much its control plane makes; the state's bucket and lock table are there by then, and change", () => {
    const settings = parts.find((part) => "name" in part && part.name === "stagewright.yaml");
    const installation = installationWith(parse(settings && "text" in settings ? settings.text : ""));
    const stack: Json = JSON.parse(
      JSON.stringify(terraformOf({ installation, lambdaSha256: "x", protect: true })),
    );
    const made = membersAt(stack, "resource").flatMap(([type]) => membersAt(stack, "resource", type)).length;
    const imported = listAt(stack, "import").length;
    expect(/^\d+ to create, .*$/m.exec(page)?.[0]).toBe(
      `${made - imported} to create, ${imported} to change.`,
    );
  });

  it("holds nothing that looks like a command and that the test would not type", () => {
    const typed = [...page.matchAll(/^\$ (.*)$/gm)].map(([, command]) => command);
    expect(commands).toEqual(typed);
  });
});

describe("what a page shows of an output", () => {
  const step = { line: 10, command: "x", output: ["a <id>.", "…", "z"] };

  it("fits where names stand for what differs, and dots for lines that are left out", () => {
    expect(mismatch(step, ["a 1.", "b", "c", "z"])).toBeUndefined();
    expect(mismatch(step, ["a 1.", "z"])).toBeUndefined();
    expect(mismatch({ ...step, output: [] }, [])).toBeUndefined();
  });

  it("is told by its line where something else came, is missing, or is too much", () => {
    expect(mismatch(step, ["b 1.", "z"])).toBe("Line 11 did not come: a <id>.");
    expect(mismatch(step, ["a 1x", "z"])).toBe("Line 11 did not come: a <id>.");
    expect(mismatch(step, ["a 1.", "y"])).toBe("Line 13 did not come: z");
    expect(mismatch(step, ["0", "a 1.", "z"])).toBe("Line 11 did not come: a <id>.");
    expect(mismatch(step, ["a 1.", "z", "more"])).toBe("After line 13 came more: more");
  });
});
