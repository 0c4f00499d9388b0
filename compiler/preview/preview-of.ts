import { pointer } from "../diagnostics/index.js";
import { inPlainForm, locator } from "../item/index.js";
import type { Settings } from "../settings/index.js";
import { type LooseBox, type LooseStage, stagesOfBoxes } from "./boxes.js";
import { type Against, type Compared, compare, type Previewed } from "./compared.js";
import { interleave } from "./interleave.js";
import { itemLines } from "./item-lines.js";
import type { Box, Preview, PreviewRole, PreviewStage } from "./preview.js";
import { previewRoles } from "./roles.js";
import { allSwitchedOn, switchedOffIn } from "./switched-off.js";

/** All that there is to show of a pipeline; with `against`, also what it changes. Asks nobody. */
export function previewOf(previewed: Previewed, settings: Settings, against?: Against): Preview {
  const { read, pipeline } = previewed;
  const compared = against && compare(against, previewed, settings);
  const plain = inPlainForm(read.value);
  const lines = itemLines(plain);
  const roles = previewRoles(pipeline, settings);
  const stages = drawnStages(previewed, roles, settings, compared);
  return {
    repository: pipeline.repository,
    branch: pipeline.branch,
    pipeline: pipeline.name,
    region: settings.region,
    ...(settings.centralAccount && { account: settings.centralAccount }),
    executionMode: pipeline.executionMode,
    file: read.file,
    stages: numbered(stages, { read, plain }, compared),
    roles,
    item: compared ? compared.lines(lines) : lines,
    switchedOff: switchedOffIn(read.item),
    ...(compared && { changes: compared.changes }),
  };
}

/** What runs, with what is gone and what is off where it would run. */
function drawnStages(
  { read, pipeline }: Previewed,
  roles: readonly PreviewRole[],
  settings: Settings,
  compared: Compared | undefined,
): LooseStage[] {
  const on = stagesOfBoxes(pipeline, roles, settings);
  const all = allSwitchedOn(read.item, settings);
  const off = all ? stagesOfBoxes(all, [], settings).map(asIdle) : [];
  return together(together(on, (compared?.stages ?? []).map(asGone)), off);
}

interface Written extends Pick<Previewed, "read"> {
  /** The item in plain form. */
  readonly plain: object;
}

/** Each box with its number, and where the item asks for it. */
function numbered(
  stages: readonly LooseStage[],
  { read, plain }: Written,
  compared: Compared | undefined,
): PreviewStage[] {
  const locate = locator(read.value);
  let number = 0;
  return stages.map(({ name, boxes }): PreviewStage => {
    const placed = boxes.map((box): Box => {
      number += 1;
      const change = box.change ?? compared?.byAction.get(`${name}/${box.name}`);
      const origin = box.origin || originOf(box, plain);
      return { ...box, ...(change && { change }), number, origin, writtenAt: read.base + locate(origin) };
    });
    return { name, ...stateOf(placed), accounts: accountsOf(placed), boxes: placed };
  });
}

/** Keys that say most of an application's source, and of its build. */
const mainKeys = { Source: ["Source", "RepoName"], Build: ["BuildSpecFile", "BuildImage"] };

/** The whole item asks for a source and a build: the key that says most of them stands for it. */
function originOf({ category }: LooseBox, plain: object): string {
  const keys: Readonly<Record<string, readonly string[]>> = mainKeys;
  const key = keys[category]?.find((one) => Object.hasOwn(plain, one));
  return key === undefined ? "" : pointer(key);
}

/** What is switched off is made by nothing, and runs as nobody. */
function asIdle({ name, boxes }: LooseStage): LooseStage {
  return { name, boxes: boxes.map((box) => ({ ...box, state: "off", addresses: [], runsAs: [] })) };
}

function asGone({ name, boxes }: LooseStage): LooseStage {
  return { name, boxes: boxes.map((box) => ({ ...box, change: "removed", addresses: [], runsAs: [] })) };
}

function together(first: readonly LooseStage[], second: readonly LooseStage[]): LooseStage[] {
  const others = new Map(second.map((stage) => [stage.name, stage.boxes]));
  return interleave(first, second, ({ name }) => name).map(({ name, boxes }) => ({
    name,
    boxes: interleave<LooseBox>(boxes, others.get(name) ?? [], (box) => box.name),
  }));
}

function stateOf(boxes: readonly Box[]): Pick<PreviewStage, "state" | "change"> {
  const state = boxes.some((box) => box.state === "on") ? "on" : "off";
  const changes = new Set(boxes.filter((box) => box.state === "on").map(({ change }) => change));
  const [only] = changes.size === 1 ? changes : [];
  return { state, ...(only && only !== "changed" && { change: only }) };
}

function accountsOf(boxes: readonly Box[]): string[] {
  return [...new Set(boxes.flatMap(({ account }) => account ?? []))];
}
