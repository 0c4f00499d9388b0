import { readFileSync, statfsSync } from "node:fs";

/** Linux's shared memory. https://www.kernel.org/doc/html/latest/filesystems/tmpfs.html */
const place = "/dev/shm";
/** More than all tests at a time hold; a container has 64 MB there unless it is told otherwise. */
const enough = 4 * 2 ** 30;

/**
 * A folder in memory for temporary files, if this machine has one that is large enough and may run programs: a build
 * of the sandbox unpacks seven thousand files, which takes a disk ten times as long.
 */
export function memoryFolder(): string | undefined {
  return isMounted() && freeIn(place) > enough ? place : undefined;
}

function isMounted(): boolean {
  try {
    const mounts = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "));
    const mount = mounts.find(([, folder]) => folder === place);
    return mount?.[2] === "tmpfs" && !mount[3]?.split(",").includes("noexec");
  } catch {
    return false;
  }
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
