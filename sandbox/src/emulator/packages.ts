import { fileURLToPath } from "node:url";
import { defaultCacheDir } from "./cache.js";
import { installPython, type PythonPackages } from "./install.js";
import { findPython } from "./python.js";

export interface PackagesOptions {
  readonly cacheDir?: string;
  readonly signal?: AbortSignal;
}

/** MiniStack, and botocore with AWS's API models in `<folder>/botocore/data`. */
export const installEmulator = (options: PackagesOptions = {}) =>
  installed("ministack", "requirements.txt", options);

/** The AWS command line, for tests: run it as `<python> -m awscli` with the packages' environment. */
export const installAwsCli = (options: PackagesOptions = {}) =>
  installed("awscli", "awscli-requirements.txt", options);

async function installed(name: string, file: string, options: PackagesOptions): Promise<PythonPackages> {
  return installPython({
    name,
    requirements: fileURLToPath(new URL(file, import.meta.url)),
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    python: await findPython(),
    ...(options.signal && { signal: options.signal }),
  });
}
