import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BuildFailure, type PhaseRecord, type PhaseType } from "./phases.js";
import { livingProcesses } from "./processes.js";
import { type BuildResult, type BuildSteps, type BuildWork, runBuild } from "./run.js";

let workDir: string;
let lines: string[];

beforeEach(async () => {
  workDir = await realpath(await mkdtemp(join(tmpdir(), "build-")));
  lines = [];
});

afterEach(async () => {
  expect(await livingProcesses({ mark: "test", workDir }), "no process of the build is left").toEqual([]);
  await rm(workDir, { recursive: true });
});

type More = Partial<Omit<BuildWork, "steps">> & { readonly steps?: Partial<BuildSteps> };

function build(buildspec: string, more: More = {}): Promise<BuildResult> {
  return runBuild({
    workDir,
    mark: "test",
    resolve: {
      parameter: async (name) => `value of ${name}`,
      secret: async (reference) => `secret ${reference}`,
    },
    timeoutMs: 20_000,
    graceMs: 200,
    onLine: (line) => lines.push(line),
    ...more,
    steps: { buildspec: async () => buildspec, ...more.steps },
  });
}

function phases(body: string): string {
  return `version: 0.2\nphases:\n${body}`;
}

function commands(...list: string[]): string {
  return phases(
    `  build:\n    commands:\n${list.map((line) => `      - ${JSON.stringify(line)}\n`).join("")}`,
  );
}

/** What the commands themselves printed. */
function printed(): string[] {
  return lines.filter((line) => !line.startsWith("[Container]"));
}

function statuses(records: readonly PhaseRecord[]): string[] {
  return records.map((record) => `${record.phaseType} ${record.phaseStatus ?? "-"}`);
}

function phase(result: BuildResult, type: PhaseType): PhaseRecord | undefined {
  return result.phases.find((record) => record.phaseType === type);
}

describe("the phases of a build", () => {
  it("are reported in CodeBuild's order, also those without commands", async () => {
    const result = await build(commands("true"));
    expect(result.status).toBe("SUCCEEDED");
    expect(statuses(result.phases)).toEqual([
      "SUBMITTED SUCCEEDED",
      "QUEUED SUCCEEDED",
      "PROVISIONING SUCCEEDED",
      "DOWNLOAD_SOURCE SUCCEEDED",
      "INSTALL SUCCEEDED",
      "PRE_BUILD SUCCEEDED",
      "BUILD SUCCEEDED",
      "POST_BUILD SUCCEEDED",
      "UPLOAD_ARTIFACTS SUCCEEDED",
      "FINALIZING SUCCEEDED",
      "COMPLETED -",
    ]);
  });

  it("are told while they run", async () => {
    const seen: string[] = [];
    await build(commands("true"), {
      onPhases: (records) =>
        seen.push(`${records.at(-1)?.phaseType} ${records.at(-1)?.phaseStatus ?? "runs"}`),
    });
    expect(seen).toContain("BUILD runs");
    expect(seen.indexOf("BUILD runs")).toBeLessThan(seen.indexOf("BUILD SUCCEEDED"));
  });

  it.each(["install", "pre_build"])("end with a failed %s, and nothing is uploaded", async (name) => {
    const result = await build(
      phases(`  ${name}:\n    commands: ["false"]\n  post_build:\n    commands: [echo post]\n`),
    );
    expect(result.status).toBe("FAILED");
    expect(printed()).toEqual([]);
    expect(statuses(result.phases).slice(-3)).toEqual([
      `${name.toUpperCase()} FAILED`,
      "FINALIZING SUCCEEDED",
      "COMPLETED -",
    ]);
  });

  it("go on to POST_BUILD and UPLOAD_ARTIFACTS after a failed BUILD", async () => {
    const result = await build(
      phases(
        '  build:\n    commands: ["exit 3"]\n  post_build:\n    commands: [echo $CODEBUILD_BUILD_SUCCEEDING]\n',
      ),
    );
    expect(result.status).toBe("FAILED");
    expect(printed()).toEqual(["0"]);
    expect(phase(result, "BUILD")?.contexts).toEqual([
      {
        statusCode: "COMMAND_EXECUTION_ERROR",
        message: "Error while executing command: exit 3. Reason: exit status 3",
      },
    ]);
    expect(phase(result, "UPLOAD_ARTIFACTS")?.phaseStatus).toBe("SUCCEEDED");
  });

  it("end with a failed BUILD when `on-failure` is ABORT", async () => {
    const result = await build(
      phases(
        '  build:\n    on-failure: ABORT\n    commands: ["false"]\n  post_build:\n    commands: [echo post]\n',
      ),
    );
    expect(printed()).toEqual([]);
    expect(phase(result, "POST_BUILD")).toBeUndefined();
  });

  it("go on after a failed INSTALL when `on-failure` is CONTINUE, and the build fails", async () => {
    const result = await build(
      phases(
        '  install:\n    on-failure: CONTINUE\n    commands: ["false"]\n  build:\n    commands: [echo on]\n',
      ),
    );
    expect(printed()).toEqual(["on"]);
    expect(result.status).toBe("FAILED");
  });

  it("run `finally` after a failure, skip the remaining commands and report the first failure", async () => {
    const result = await build(
      phases(
        '  build:\n    commands: ["exit 2", echo skipped]\n    finally: [echo last $CODEBUILD_BUILD_SUCCEEDING, "exit 9"]\n',
      ),
    );
    expect(printed()).toEqual(["last 0"]);
    expect(phase(result, "BUILD")?.contexts?.[0]?.message).toContain("exit status 2");
  });

  it("fail when only `finally` fails", async () => {
    const result = await build(phases('  build:\n    commands: ["true"]\n    finally: ["exit 9"]\n'));
    expect(phase(result, "BUILD")?.contexts?.[0]?.message).toContain("exit status 9");
  });

  it("fail in DOWNLOAD_SOURCE for a buildspec that cannot be read", async () => {
    const result = await build("version: 0.2\nphases: [oops");
    expect(phase(result, "DOWNLOAD_SOURCE")?.contexts?.[0]?.statusCode).toBe("YAML_FILE_ERROR");
    expect(statuses(result.phases).slice(-2)).toEqual(["FINALIZING SUCCEEDED", "COMPLETED -"]);
  });

  it("end at QUEUED when the build may not begin", async () => {
    const queue = async () => {
      throw new BuildFailure("ACCESS_DENIED", "no log stream");
    };
    const result = await build(commands("echo no"), { steps: { queue } });
    expect(statuses(result.phases)).toEqual(["SUBMITTED SUCCEEDED", "QUEUED FAILED", "COMPLETED -"]);
    expect(result.status).toBe("FAILED");
  });

  it("end in FAULT for an error of the runner's own", async () => {
    const provision = async () => {
      throw new TypeError("a mistake of ours");
    };
    const result = await build(commands("echo no"), { steps: { provision } });
    expect(result.status).toBe("FAULT");
    expect(phase(result, "PROVISIONING")?.contexts?.[0]?.message).toContain("a mistake of ours");
  });
});

describe.each(["bash", "/bin/sh"])("commands in %s", (shell) => {
  const inShell = (spec: string) => spec.replace("phases:", `env: { shell: ${shell} }\nphases:`);

  it("share folder, variables and functions, over phases too", async () => {
    await build(
      inShell(
        phases(
          "  pre_build:\n    commands:\n      - mkdir deep; cd deep\n      - PLAIN=one; export TWO=two\n" +
            "      - 'say() { echo \"said $1\"; }'\n" +
            "  build:\n    commands:\n      - echo $PLAIN $TWO; say three; basename $PWD\n",
        ),
      ),
    );
    expect(printed()).toEqual(["one two", "said three", "deep"]);
  });

  it("may have several lines", async () => {
    await build(
      inShell(
        phases(
          "  build:\n    commands:\n      - |\n        for i in 1 2; do\n          echo $i\n        done\n",
        ),
      ),
    );
    expect(printed()).toEqual(["1", "2"]);
  });

  it("may end the shell: exported variables and the folder are there afterwards", async () => {
    const result = await build(
      inShell(
        phases(
          "  build:\n    commands:\n      - export KEPT='it''s here'; mkdir 'a \"$b'; cd 'a \"$b'\n      - exit 4\n" +
            '  post_build:\n    commands:\n      - echo "$KEPT"; basename "$PWD"\n',
        ),
      ),
    );
    expect(phase(result, "BUILD")?.contexts?.[0]?.message).toMatch(/exit status 4$/);
    expect(printed()).toEqual(["its here", 'a "$b']);
  });

  it("may succeed by `exit 0`, and the next one runs", async () => {
    const result = await build(inShell(commands("exit 0", "echo next")));
    expect(printed()).toEqual(["next"]);
    expect(result.status).toBe("SUCCEEDED");
  });

  it("may turn on `set -e`: the first failing line ends the command", async () => {
    const result = await build(inShell(commands("set -e; false; echo no")));
    expect(result.status).toBe("FAILED");
    expect(printed()).toEqual([]);
  });

  it("may send the shell's own output elsewhere", async () => {
    const result = await build(inShell(commands("exec >quiet 2>&1", "echo hidden")), { timeoutMs: 5_000 });
    expect(result.status).toBe("SUCCEEDED");
    expect(printed()).toEqual([]);
  });

  it("are told apart from the shell's death by a signal", async () => {
    const result = await build(inShell(commands("kill -9 $$")));
    expect(phase(result, "BUILD")?.contexts?.[0]?.message).toContain("Reason: signal: killed");
  });

  it("have no standard input", async () => {
    await build(inShell(commands("cat; echo end")));
    expect(printed()).toEqual(["end"]);
  });

  it("fail as syntax errors, and the build ends", async () => {
    const result = await build(inShell(commands("if then")));
    expect(result.status).toBe("FAILED");
  });
});

describe("output", () => {
  it("keeps its order, errors included, and survives any bytes", async () => {
    await build(
      commands("echo 1; echo 2 >&2; echo 3", "printf '\\036odd\\036\\n'", "printf 'no line break'", "echo ü"),
    );
    expect(printed()).toEqual(["1", "2", "3", "\u001eodd\u001e", "no line break", "ü"]);
  });

  it("of 20,000 lines is whole", async () => {
    await build(commands("seq 1 20000"));
    expect(printed()).toHaveLength(20_000);
    expect(printed().at(-1)).toBe("20000");
  });

  it("hides parameters and secrets", async () => {
    await build(
      `version: 0.2\nenv:\n  parameter-store: { A: /a }\n  secrets-manager: { B: "b:key" }\n` +
        'phases:\n  build:\n    commands: [\'echo "[$A]" "[$B]"\']\n',
    );
    expect(printed()).toEqual(["[***] [***]"]);
  });

  it("shows what ran and how it ended, as CodeBuild's log does", async () => {
    await build(commands("exit 7"));
    const own = lines.filter((line) => line.startsWith("[Container]")).map((line) => line.slice(36));
    expect(own).toContain("Running command exit 7");
    expect(own).toContain("Phase complete: BUILD State: FAILED");
    expect(own).toContain(
      "Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: exit 7. Reason: exit status 7",
    );
  });
});

describe("the environment", () => {
  it("holds nothing of this process but the search path", async () => {
    process.env.LEAKED = "yes";
    try {
      await build(commands("env | sed 's/=.*//' | grep -v -E '^(_|SHLVL|PWD|OLDPWD|SANDBOX_.*)$' | sort"));
    } finally {
      delete process.env.LEAKED;
    }
    expect(printed()).toEqual([
      "CODEBUILD_BUILD_SUCCEEDING",
      "CODEBUILD_SRC_DIR",
      "HOME",
      "LANG",
      "PATH",
      "TMPDIR",
    ]);
  });

  it("takes what is given before what the buildspec says", async () => {
    await build(
      `version: 0.2\nenv: { variables: { A: spec, B: spec } }\nphases: { build: { commands: ['echo $A $B'] } }`,
      { steps: { environment: async () => ({ variables: { A: "given" } }) } },
    );
    expect(printed()).toEqual(["given spec"]);
  });

  it("keeps home and temporary files in the work folder", async () => {
    await build(commands("echo $HOME; dirname $(mktemp); pwd"));
    expect(printed()).toEqual([join(workDir, "home"), join(workDir, "tmp"), join(workDir, "src")]);
  });

  it("takes values literally, whatever they look like", async () => {
    const odd = "$(touch made) `id` \"'; echo x \n line";
    await build(commands('printf "%s" "$ODD" > odd'), {
      steps: { environment: async () => ({ variables: { ODD: odd } }) },
    });
    expect(await readFile(join(workDir, "src", "odd"), "utf8")).toBe(odd);
    expect(existsSync(join(workDir, "src", "made"))).toBe(false);
  });

  it("gives exported variables back, except AWS_*", async () => {
    const result = await build(
      `version: 0.2\nenv: { exported-variables: [MADE, UNSET, AWS_REGION] }\n` +
        'phases: { build: { commands: [\'export MADE="1 \\"2\\""; export AWS_REGION=x\'] } }',
    );
    expect(result.exportedVariables).toEqual({ MADE: '1 "2"' });
  });

  it("hides the secrets among what is given", async () => {
    const environment = async () => ({ variables: { KEY: "s3cr3t" }, secrets: ["s3cr3t"] });
    await build(commands("echo $KEY"), { steps: { environment } });
    expect(printed()).toEqual(["***"]);
  });

  it("fails DOWNLOAD_SOURCE when a parameter cannot be read", async () => {
    const resolve = {
      parameter: async () => {
        throw new BuildFailure("ACCESS_DENIED", "no");
      },
      secret: async () => "",
    };
    const result = await build(
      "version: 0.2\nenv: { parameter-store: { A: /a } }\nphases: { build: { commands: [env] } }",
      { resolve },
    );
    expect(phase(result, "DOWNLOAD_SOURCE")?.contexts).toEqual([
      { statusCode: "ACCESS_DENIED", message: "no" },
    ]);
  });
});

describe("what a build leaves", () => {
  it("is collected from the source folder, the artifact's name by the shell", async () => {
    const result = await build(
      `${commands("mkdir out; echo a > out/a.txt", "N=7")}artifacts: { files: ['**/*'], base-directory: out, name: 'n-$N-$(echo x)' }\n`,
    );
    expect(result.output?.artifact?.files.map((file) => file.path)).toEqual(["a.txt"]);
    expect(result.output?.artifact?.name).toBe("n-7-x");
  });

  it("fails UPLOAD_ARTIFACTS when nothing matches", async () => {
    const result = await build(`${commands("true")}artifacts: { files: [nothing.zip] }\n`);
    expect(phase(result, "UPLOAD_ARTIFACTS")?.contexts).toEqual([
      { statusCode: "CLIENT_ERROR", message: "no matching artifact paths found" },
    ]);
    expect(result.status).toBe("FAILED");
  });

  it("is not looked for when the project wants no artifacts", async () => {
    const result = await build(`${commands("true")}artifacts: { files: [nothing.zip] }\n`, {
      wantedArtifacts: { primary: false, secondary: [] },
    });
    expect(result.status).toBe("SUCCEEDED");
  });

  it("includes reports, also of a failed build", async () => {
    const xml = '<testsuite name="s"><testcase name="t"><failure message="m"/></testcase></testsuite>';
    const spec = `${commands("cp $HOME/../given.xml r.xml; exit 1")}reports: { unit: { files: [r.xml] } }\n`;
    const download = () => writeFile(join(workDir, "given.xml"), xml);
    const result = await build(spec, { steps: { download } });
    expect(result.output?.reports).toMatchObject([{ group: "unit", status: "FAILED" }]);
  });
});

/** Of all processes of this machine: what the runner's own eyes do not see is seen here. */
async function commandLines(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""));
  return (await Promise.all(lines)).map((line) => line.split("\0").filter(Boolean).join(" "));
}

describe("a build that does not end", () => {
  it("is timed out", async () => {
    const result = await build(commands("sleep 60"), { timeoutMs: 300 });
    expect(result.status).toBe("TIMED_OUT");
    expect(phase(result, "BUILD")).toMatchObject({
      phaseStatus: "TIMED_OUT",
      contexts: [{ statusCode: "BUILD_TIMED_OUT" }],
    });
    expect(result.phases.at(-1)?.phaseType).toBe("COMPLETED");
  });

  it("can be stopped", async () => {
    const controller = new AbortController();
    const result = await build(commands("sleep 60"), {
      signal: controller.signal,
      onPhases: (records) => records.at(-1)?.phaseType === "BUILD" && controller.abort(),
    });
    expect(result.status).toBe("STOPPED");
  });

  it("can be stopped before it begins", async () => {
    const result = await build(commands("echo no"), { signal: AbortSignal.abort() });
    expect(result.status).toBe("STOPPED");
    expect(printed()).toEqual([]);
  });

  it("runs no further command and no `finally` once it is stopped", async () => {
    const result = await build(
      phases("  build:\n    commands: [sleep 60, echo on]\n    finally: [echo last]\n"),
      {
        timeoutMs: 300,
      },
    );
    expect(result.status).toBe("TIMED_OUT");
    expect(printed()).toEqual([]);
  });

  /** SLEEP is replaced by a command that no other test runs. */
  it.each([
    ["ignores SIGTERM", "trap '' TERM; sh -c \"trap '' TERM; SLEEP\" & wait"],
    [
      "left the group, the folder and its parent: by its mark",
      "sh -c 'cd / && setsid SLEEP & exit 0'; sleep 60",
    ],
    [
      "left the group, its parent and its mark: by its folder",
      "sh -c 'setsid env -i SLEEP & exit 0'; sleep 60",
    ],
    ["left the group, the folder and its mark: by its parent", "(cd / && setsid env -i SLEEP) & wait"],
  ])("ends with its children, also one that %s", async (name, command) => {
    const sleep = `sleep 600.${process.pid}${name.length}`;
    const controller = new AbortController();
    const running = build(commands(command.replace("SLEEP", sleep)), { signal: controller.signal });
    await expect.poll(() => commandLines(), { timeout: 10_000 }).toContain(sleep);
    controller.abort();
    expect((await running).status).toBe("STOPPED");
    expect(await commandLines()).not.toContain(sleep);
  });

  it("may leave background processes behind, which end with it", async () => {
    const result = await build(commands("sleep 60 &", "setsid sleep 60 >/dev/null 2>&1 &", "echo ok"));
    expect(result.status).toBe("SUCCEEDED");
    expect(printed()).toEqual(["ok"]);
  });

  it("is timed out in its other steps too", async () => {
    const download = () => new Promise<void>(() => undefined);
    const result = await build("", { timeoutMs: 100, steps: { download } });
    expect(statuses(result.phases).slice(-2)).toEqual(["DOWNLOAD_SOURCE TIMED_OUT", "COMPLETED -"]);
  });

  it("has no time-out while it is queued", async () => {
    const queue = () => new Promise<void>((resolve) => setTimeout(resolve, 300));
    const result = await build("", {
      timeoutMs: 200,
      steps: { buildspec: async () => commands("true"), queue },
    });
    expect(result.status).toBe("SUCCEEDED");
  });
});

describe("a build below somebody's package.json", () => {
  it("runs .js as it would elsewhere", async () => {
    await writeFile(join(workDir, "package.json"), '{ "type": "module" }');
    const inner = join(workDir, "build");
    await mkdir(inner);
    const script = "echo 'console.log(typeof module)' > a.js && node a.js";
    await build(commands(script), { workDir: inner });
    expect(printed()).toEqual(["object"]);
  });

  it("has none of its own where there is none above", async () => {
    await build(commands("test ! -e ../package.json && echo none"));
    expect(printed()).toEqual(["none"]);
  });
});
