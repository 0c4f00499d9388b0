import type { Details, NoDetails } from "../details.js";
import type { ToldLook } from "../server/viewers.js";
import { Controls } from "./controls.js";
import { detailsOf } from "./details.js";
import { byId, element } from "./dom.js";
import { addKeys } from "./keys.js";
import { PipelineList } from "./list.js";
import { listen } from "./live.js";
import { refreshTimes } from "./times.js";

/** Milliseconds after which what is open and on the screen is asked for again. */
const askedAgain = 5_000;
const timesAgain = 10_000;

const list = new PipelineList(byId("pipelines"), (id) => void ask(id));
const controls = new Controls(() => {
  list.sort(controls.order);
  filter();
});

function filter(): void {
  const fitting = list.filter(controls.wanted);
  controls.count(list.all);
  const all = list.rows.length;
  byId("shown").textContent = fitting === all ? counted(all) : `${fitting} of ${counted(all)}`;
  byId("none").hidden = fitting > 0;
  byId("pipelines").hidden = fitting === 0;
}

function counted(count: number): string {
  return `${count} pipeline${count === 1 ? "" : "s"}`;
}

function refresh(): void {
  controls.offer([...list.all]);
  list.sort(controls.order);
  filter();
}

async function ask(id: string): Promise<void> {
  const details = await detailsFor(id);
  list.showDetails(id, element("div", { class: "open-parts" }, ...detailsOf(details)));
}

async function detailsFor(id: string): Promise<Details | NoDetails> {
  try {
    const response = await fetch(`pipelines/${id}`);
    return response.ok ? await response.json() : { problem: await response.text() };
  } catch {
    return { problem: "The board does not answer: `stagewright board` has ended, perhaps." };
  }
}

function showLook({ at, next, problem }: ToldLook): void {
  const live = byId("live");
  live.className = problem ? "live off" : "live on";
  const time = (iso: string) => new Date(iso).toLocaleTimeString();
  const words = problem
    ? `${problem.message} ${problem.hint} Next look at ${time(next)}.`
    : `Live, as of ${time(at)}`;
  live.textContent = words;
}

function showLost(): void {
  const live = byId("live");
  live.className = "live off";
  live.textContent =
    "The board does not answer. It may have ended in the terminal; until it is back, this is what was last seen.";
}

listen({
  all: (rows) => {
    list.replace(rows);
    refresh();
  },
  changed: (rows, gone) => {
    list.update(rows, gone);
    refresh();
  },
  look: showLook,
  lost: showLost,
});
addKeys(byId("pipelines"), () => controls.focusSearch());
setInterval(() => refreshTimes(byId("pipelines")), timesAgain);
setInterval(() => {
  if (document.hidden) return;
  for (const id of list.openOnScreen(innerHeight)) void ask(id);
}, askedAgain);
