import { execa } from "execa";

/** MiniStack's `Requires-Python`. */
const oldestPython = { major: 3, minor: 10 };
const pythonCommands = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

const probeScript = [
  "import importlib.util, json, sys",
  "pip = importlib.util.find_spec('pip') is not None",
  "print(json.dumps({'path': sys.executable, 'major': sys.version_info[0], 'minor': sys.version_info[1], 'pip': pip}))",
].join("\n");

/** A Python interpreter that can install and run the emulator. */
export interface Python {
  readonly path: string;
  /** Such as `3.12`: packages of one version do not suit another. */
  readonly version: string;
}

interface Found {
  readonly path: string;
  readonly major: number;
  readonly minor: number;
  readonly pip: boolean;
}

/** The first Python on the PATH that is new enough and has pip. Throws when there is none, with the line that helps. */
export async function findPython(searchPath = process.env.PATH ?? ""): Promise<Python> {
  const found: Found[] = [];
  for (const command of pythonCommands) {
    const python = await probe(command, searchPath);
    if (python && isNewEnough(python) && python.pip) return { path: python.path, version: versionOf(python) };
    if (python) found.push(python);
  }
  throw new Error(whyNone(found));
}

async function probe(command: string, searchPath: string): Promise<Found | undefined> {
  const result = await execa(command, ["-I", "-c", probeScript], {
    env: { PATH: searchPath },
    extendEnv: false,
    reject: false,
    timeout: 30_000,
  });
  return result.failed ? undefined : (JSON.parse(result.stdout) as Found);
}

function whyNone(found: readonly Found[]): string {
  const wanted = `The sandbox needs Python ${oldestPython.major}.${oldestPython.minor} or newer with pip`;
  const lacksPip = found.find(isNewEnough);
  if (lacksPip) {
    return `${wanted}; ${lacksPip.path} (${versionOf(lacksPip)}) has no pip. Install it: sudo apt-get install python3-pip`;
  }
  const seen = found.map((python) => `${python.path} (${versionOf(python)})`).join(", ") || "none";
  return `${wanted}; found on the PATH: ${seen}. Install one: sudo apt-get install python3 python3-pip (Debian, Ubuntu) or brew install python3 (macOS)`;
}

const isNewEnough = (python: Found) =>
  python.major === oldestPython.major && python.minor >= oldestPython.minor;

const versionOf = (python: Found) => `${python.major}.${python.minor}`;
