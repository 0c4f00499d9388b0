import { childEnvironment, type Variables } from "./environment.js";
import { MissingTool } from "./errors.js";
import { findExecutable } from "./executable.js";
import { run } from "./run.js";
import { isAtLeast } from "./version.js";

export interface PythonTool {
  readonly path: string;
  readonly version: string;
}

const leastVersion = "3.10.0";

const versionTimeoutMs = 30_000;

/** The Python that the emulator of the sandbox is installed with. Throws `MissingTool`. */
export async function findPython(env: Variables): Promise<PythonTool> {
  const path = await findExecutable("python3", env.PATH);
  const version = path === undefined ? undefined : await askVersion(path, env);
  if (path !== undefined && version !== undefined && isAtLeast(version, leastVersion))
    return { path, version };
  const found = path === undefined ? "no python3" : `${path}, version ${version ?? "unknown"}`;
  const needed = `Python ${leastVersion} or newer as python3 in PATH`;
  throw new MissingTool([{ tool: "Python", found, needed, hint: installLine() }]);
}

async function askVersion(path: string, env: Variables): Promise<string | undefined> {
  const environment = childEnvironment(env);
  const result = await run(path, ["--version"], { cwd: "/", env: environment, timeoutMs: versionTimeoutMs });
  return /^Python (\S+)/.exec(result.stdout)?.[1];
}

function installLine(): string {
  return process.platform === "darwin" ? "brew install python3" : "apt-get install python3 python3-venv";
}
