import { pointer, segmentsOf } from "../diagnostics/index.js";
import type { Environment, Item } from "../item/index.js";
import { type Pipeline, safeBuildPipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import type { SwitchedOff } from "./preview.js";

/** What the item names and does not run, with the key that would have to be true. */
export function switchedOffIn({ waves }: Item): SwitchedOff[] {
  return waves.flat().flatMap(({ name: environment, deploy, tests }) => {
    const base = ["DeploymentConfigurations", environment] as const;
    const off = deploy ? [] : [{ environment, flip: pointer(...base, "Deploy") }];
    const idle = tests.filter(({ run }) => !run);
    return [
      ...off,
      ...idle.map(({ name: test }) => ({ environment, test, flip: pointer(...base, "Tests", test, "Run") })),
    ];
  });
}

/** The keys that keep what was asked for at this place from running. */
export function flipsOf(origin: string, switchedOff: readonly SwitchedOff[]): string[] {
  const [, environment, , test] = segmentsOf(origin);
  return switchedOff
    .filter((off) => off.environment === environment && (off.test === undefined || off.test === test))
    .map(({ flip }) => flip);
}

/**
 * The pipeline that the item would ask for with everything switched on: what is off is drawn from it. Undefined where
 * nothing is off, or where AWS would take no pipeline of that size.
 */
export function allSwitchedOn(item: Item, settings: Settings): Pipeline | undefined {
  if (switchedOffIn(item).length === 0) return undefined;
  const waves = item.waves.map((wave) => wave.map(switchedOn));
  const built = safeBuildPipeline({ ...item, waves }, { settings });
  return built.ok ? built.value : undefined;
}

function switchedOn(environment: Environment): Environment {
  const tests = environment.tests.map((test) => ({ ...test, run: true }));
  return { ...environment, deploy: true, tests };
}
