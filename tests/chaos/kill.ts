import { setTimeout as sleep } from "node:timers/promises";
import type { Hook } from "@stagewright/sandbox";
import { livingProcesses } from "@stagewright/sandbox/testing";
import type { Estate } from "./estate.js";
import { type Step, stepOf } from "./steps.js";

/** `before`: the write has not been done. `after`: it has, with nobody left to hear of it. */
export interface Death {
  readonly at: Step;
  readonly when: "before" | "after";
}

/** `kill -9` of all processes of the builds that run, Terraform among them. */
export async function killBuilds(estate: Estate): Promise<void> {
  const running = (await estate.builds.recent()).filter((build) => build.running);
  for (const { id } of running) await killBuild(id, estate);
}

async function killBuild(id: string, { enter, account }: Estate): Promise<void> {
  const [name, mark = ""] = id.split(":");
  const trace = { mark };
  for (;;) {
    const pids = await livingProcesses(trace);
    if (pids.length === 0) break;
    for (const pid of pids) kill(pid);
    await sleep(5);
  }
  const { region, accountId } = account.sandbox;
  const arn = `arn:aws:codebuild:${region}:${accountId}:build/${name}:${mark}`;
  await enter({ event: "killed", build: arn, at: Date.now() });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** The running builds die at a write of theirs, once. Gives whether they have, and a way to call it off. */
export function dieAt({ at, when }: Death, estate: Estate): { happened: () => boolean; callOff: () => void } {
  let happened = false;
  const hook: Hook = async (call) => {
    if (happened || stepOf(call, estate) !== at) return;
    happened = true;
    await killBuilds(estate);
    // A hook that fails ends the call where it stands.
    if (when === "before") throw new Error(`killed before: ${at}`);
  };
  const fault = estate.account.sandbox.gateway.faults.onMatch(callsOf(estate), "every", hook);
  return { happened: () => happened, callOff: fault.remove };
}

/** What the estate's builds call, and nobody else. */
export function callsOf({ names }: Estate): { resource: string; principal: string } {
  const prefix = names.table.replace(/items$/, "");
  return { resource: `${prefix}*`, principal: "*assumed-role/chaos-build/*" };
}
