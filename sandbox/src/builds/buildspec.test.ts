import { describe, expect, it } from "vitest";
import { parseBuildspec } from "./buildspec.js";
import { BuildFailure } from "./phases.js";

const minimal = "version: 0.2\nphases: { build: { commands: [make] } }\n";

describe("a buildspec", () => {
  it("is read with its defaults", () => {
    expect(parseBuildspec(minimal)).toEqual({
      env: {
        shell: "/bin/sh",
        variables: {},
        parameterStore: {},
        secretsManager: {},
        exportedVariables: [],
        gitCredentialHelper: false,
      },
      phases: { build: { commands: ["make"], finally: [] } },
      reports: [],
      notes: [],
    });
  });

  it("is read whole", () => {
    const spec = parseBuildspec(`
version: "0.2"
env:
  shell: bash
  variables: { NUMBER: 7, TRUTH: true, TEXT: "x" }
  parameter-store: { TOKEN: /team/token }
  secrets-manager: { KEY: "id:key" }
  exported-variables: [NUMBER]
phases:
  install: { on-failure: CONTINUE, commands: make one }
  post_build: { commands: [], finally: [clean] }
artifacts:
  files: ["**/*"]
  name: all
  discard-paths: yes
  base-directory: out
  exclude-paths: ["**/*.map"]
  secondary-artifacts: { docs: { files: docs/** } }
reports: { unit: { files: ["*.xml"], file-format: junitxml } }
`);
    expect(spec.env).toMatchObject({
      shell: "bash",
      variables: { NUMBER: "7", TRUTH: "true", TEXT: "x" },
      parameterStore: { TOKEN: "/team/token" },
      exportedVariables: ["NUMBER"],
    });
    expect(spec.phases.install).toEqual({ commands: ["make one"], finally: [], onFailure: "CONTINUE" });
    expect(spec.artifacts).toEqual({
      files: ["**/*"],
      excludePaths: ["**/*.map"],
      baseDirectory: "out",
      discardPaths: true,
      name: "all",
      secondary: { docs: { files: ["docs/**"], excludePaths: [], discardPaths: false } },
    });
    expect(spec.reports).toEqual([
      { group: "unit", files: ["*.xml"], excludePaths: [], discardPaths: false },
    ]);
  });

  it("notes what has no effect on this machine", () => {
    const { notes } = parseBuildspec(
      "version: 0.2\nrun-as: me\nphases: { install: { runtime-versions: { nodejs: 20 } } }\ncache: { paths: [x] }",
    );
    expect(notes).toEqual([
      "run-as is accepted and has no effect on this machine",
      "cache is accepted and has no effect on this machine",
      "phases/install/runtime-versions is accepted and has no effect on this machine",
    ]);
  });

  it.each([
    ["that is no YAML", "version: 0.2\nphases: [", /Failed to parse the buildspec as YAML/],
    ["that is no mapping", "- version: 0.2", /Expected the buildspec to be a mapping, found a sequence/],
    ["that is empty", "", /Missing version/],
    ["without a version", "phases: { build: { commands: [x] } }", /Missing version.*write `version: 0.2`/],
    ["of version 0.1", "version: 0.1", /Unsupported buildspec version 0.1/],
    ["without phases", "version: 0.2", /Missing phases/],
    ["with no phase in it", "version: 0.2\nphases: {}", /No phases found/],
    ["with an unknown key", `${minimal}artefacts: {}`, /Unknown key artefacts.*allowed: version/],
    ["with an unknown phase", "version: 0.2\nphases: { test: {} }", /Unknown key test in phases/],
    [
      "whose command is a mapping",
      "version: 0.2\nphases: { build: { commands: [a, { echo: b }] } }",
      /Expected phases.build.commands\[1\] to be of string type: found subkeys instead/,
    ],
    [
      "that retries",
      "version: 0.2\nphases: { build: { on-failure: RETRY-3 } }",
      /RETRY-3 is not supported here; write ABORT or CONTINUE/,
    ],
    ["with another on-failure", "version: 0.2\nphases: { build: { on-failure: STOP } }", /Invalid.*STOP/],
    ["for another shell", `${minimal}env: { shell: powershell.exe }`, /Unsupported env.shell powershell.exe/],
    ["with artifacts but no files", `${minimal}artifacts: { name: x }`, /Missing files in artifacts/],
    [
      "with another report format",
      `${minimal}reports: { r: { files: [x], file-format: NUNITXML } }`,
      /NUNITXML is not supported here; write JUNITXML/,
    ],
    [
      "with six report groups",
      `${minimal}reports: { ${[1, 2, 3, 4, 5, 6].map((n) => `r${n}: { files: [x] }`).join(", ")} }`,
      /Found 6 report groups; a project can have at most 5/,
    ],
    [
      "that exports what is no name",
      `${minimal}env: { exported-variables: ["A$(id)"] }`,
      /Invalid name A\$\(id\)/,
    ],
    [
      "with a word for yes that is none",
      `${minimal}artifacts: { files: [x], discard-paths: maybe }`,
      /yes or no/,
    ],
  ])("%s is refused", (_, text, reason) => {
    const read = () => parseBuildspec(text);
    expect(read).toThrow(BuildFailure);
    expect(read).toThrow(
      expect.objectContaining({ statusCode: "YAML_FILE_ERROR", message: expect.stringMatching(reason) }),
    );
  });
});
