import fc, { type Scheduler } from "fast-check";
import { keyText } from "../../controller/records/index.js";
import { keys, type Story } from "./events.js";
import { type Seams, World } from "./world.js";

/** In every order of everything that happens, nothing that must not be comes about, and at the end all is as asked. */
export function protocol(story: fc.Arbitrary<Story>, seams: Seams = {}) {
  return fc.asyncProperty(fc.scheduler(), story, async (scheduler, moments) => {
    const world = new World(scheduler, seams);
    tell(moments, world, scheduler);
    const atRest = await world.rest();
    const violations = [...world.infrastructure.violations, ...world.marks.violations];
    const problems = [...violations, ...(atRest ? unmet(world) : ["something asked for is never done"])];
    if (problems.length > 0) throw new Error(problems.join("\n"));
  });
}

/** What waited is done once the end is told of what it waited for: nobody needs the schedule, and no time passes. */
export function waking(story: fc.Arbitrary<Story>, seams: Seams = {}) {
  return fc.asyncProperty(fc.scheduler(), story, async (scheduler, moments) => {
    const world = new World(scheduler, seams);
    tell(moments, world, scheduler);
    await world.idle();
    const problems = [...world.infrastructure.violations, ...unmet(world)];
    if (problems.length > 0) throw new Error(problems.join("\n"));
  });
}

/** One event after the other, each at any time between the steps of what runs. */
function tell(moments: Story, world: World, scheduler: Scheduler): void {
  const steps = moments.flatMap(({ pause, event: { name, happen } }) => [
    ...Array.from({ length: pause }, () => ({ label: "pause", builder: async () => {} })),
    { label: name, builder: async () => happen(world) },
  ]);
  scheduler.scheduleSequence(steps);
}

/** At rest the newest item is applied, or nothing if there is none. An invalid one leaves what there is. */
function unmet({ items, infrastructure }: World): string[] {
  return keys.map(keyText).flatMap((name) => {
    const item = items.get(name);
    const orphans = infrastructure.orphans.get(name)?.size ?? 0;
    if (orphans > 0 && item?.Valid !== false) return [`${name}: ${orphans} orphans`];
    const applied = infrastructure.applied.get(name);
    if (item && !item.Valid) return [];
    const wanted = item && String(item.Version);
    const found = applied === "partial" ? applied : applied?.digest;
    return wanted === found ? [] : [`${name}: applied is ${found}, not ${wanted}`];
  });
}
