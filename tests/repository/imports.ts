import { posix } from "node:path";
import type { Room, SourceFile } from "./sources.js";

/**
 * Which rooms the code of a room may import; tests may import all. Imports point one way:
 * cli → controller, child-account → compiler; cli, controller, child-account → toolchain.
 * Biome's `noRestrictedImports` compares what is written, such as `../state/locks.js`, and not the file that this leads to,
 * which depends on the folder: so these borders are held here.
 */
const mayImport: Readonly<Record<Exclude<Room, "testing" | "tests" | "bench">, readonly Room[]>> = {
  compiler: [],
  toolchain: [],
  sandbox: [],
  modules: [],
  "child-account": ["compiler", "toolchain"],
  controller: ["compiler", "toolchain"],
  cli: ["compiler", "controller", "child-account", "toolchain"],
};

/** Within the compiler data flows from item to pipeline to stack, and imports the other way only. */
const neverImports: Readonly<Record<string, readonly string[]>> = {
  "compiler/item/": ["compiler/pipeline/", "compiler/stack/"],
  "compiler/pipeline/": ["compiler/stack/"],
};

/** The controller's rooms, and whom each may know: no room knows one that knows it. */
const controllerRooms: Readonly<Record<string, readonly string[]>> = {
  records: [],
  executions: ["records", "deployments"],
  dispatcher: ["records"],
  events: ["records", "deployments", "dispatcher"],
  state: ["records"],
  deployments: ["records", "state"],
  repair: ["records", "state"],
  installation: ["records", "dispatcher", "state", "repair"],
  reconciler: ["records", "executions", "state", "repair", "installation"],
};

/** Rooms within a room: what needs CDKTF, makes an installation or looks at its parts is loaded by nobody who only reads a table. */
const innerDoors = ["control-plane", "bootstrap", "bundle", "health"].map(
  (room) => `controller/installation/${room}/index.js`,
);

const cdktfFolders = ["compiler/stack/", "controller/installation/control-plane/", "child-account/", "cli/"];

/** One line for every import that points where it must not. */
export function wrongImports({ path, text }: SourceFile): string[] {
  return importsOf(text).flatMap((specifier) => {
    const reason = specifier.startsWith(".") ? wrongFile(path, specifier) : wrongPackage(path, specifier);
    return reason === undefined ? [] : [`${path} imports ${specifier}: ${reason}`];
  });
}

/** The same for a rule that tests keep too: the sandbox is a package, of which everything else sees what it exports. */
export function pastExports({ path, text }: SourceFile): string[] {
  if (roomOf(path) === "sandbox") return [];
  const inside = importsOf(text).filter(
    (specifier) =>
      specifier.startsWith(".") && roomOf(posix.join(posix.dirname(path), specifier)) === "sandbox",
  );
  return inside.map((specifier) => `${path} imports ${specifier}: import @stagewright/sandbox`);
}

/** The specifiers of static, re-exporting and dynamic imports, types included. */
export function importsOf(text: string): string[] {
  const statement =
    /^\s*(?:import|export)\s[^;'"`]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;
  const call = /\b(?:import|require)\(\s*["']([^"']+)["']/g;
  const matches = [...text.matchAll(statement), ...text.matchAll(call)];
  return matches.map(([, from, bare]) => from ?? bare ?? "");
}

function wrongFile(path: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from !== to && !allowedRooms(from).includes(to)) {
    return `${from} may import ${allowedRooms(from).join(", ") || "no other room"}`;
  }
  const past = pastADoor(path, target);
  if (past !== undefined) return past;
  const forbidden = Object.entries(neverImports)
    .filter(([folder]) => path.startsWith(folder))
    .flatMap(([, folders]) => folders);
  const hit = forbidden.find((folder) => target.startsWith(folder));
  return hit && `what comes before must not know ${hit}`;
}

/** The controller's rooms are entered by their index alone, and in one direction. */
function pastADoor(path: string, target: string): string | undefined {
  const room = controllerRoomOf(target);
  const own = controllerRoomOf(path);
  if (room === undefined || room === own) return undefined;
  if (own !== undefined && !controllerRooms[own]?.includes(room)) {
    return `controller/${own} may import ${controllerRooms[own]?.join(", ") || "no other room"}`;
  }
  const doors = [`controller/${room}/index.js`, ...innerDoors];
  return doors.includes(target) ? undefined : `the door of controller/${room} is its index`;
}

function controllerRoomOf(path: string): string | undefined {
  const [, room] = /^controller\/([a-z]+)\//.exec(path) ?? [];
  return room;
}

function wrongPackage(path: string, specifier: string): string | undefined {
  if (isCdktf(specifier) && !cdktfFolders.some((folder) => path.startsWith(folder))) {
    return `CDKTF belongs to ${cdktfFolders.join(", ")}`;
  }
  if (/^@stagewright\/sandbox(?:\/|$)/.test(specifier) && !path.startsWith("cli/")) {
    return "only cli may import the sandbox";
  }
  const isSdk = /^@(?:aws-sdk|smithy)\//.test(specifier);
  return isSdk && path.startsWith("compiler/") ? "the compiler calls no AWS" : undefined;
}

function isCdktf(specifier: string): boolean {
  return /^(?:cdktf|constructs|@cdktf\/[^/]+)(?:\/|$)/.test(specifier);
}

function allowedRooms(room: string): readonly string[] {
  return Object.entries(mayImport).find(([name]) => name === room)?.[1] ?? [];
}

function roomOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}
