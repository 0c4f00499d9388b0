import { ageOf } from "../../../shared/pipelines/durations.js";
import { element } from "./dom.js";

/** How a time is said: as its age, or as what is left of it. */
export type Said = "age" | "left";

const say: Readonly<Record<Said, (time: string, now: Date) => string>> = {
  age: (time, now) => withoutSeconds(ageOf(time, now)),
  left: (time, now) => withoutSeconds(ageOf(now.toISOString(), new Date(time))),
};

/** Beside minutes they are read by nobody, and change a thousand rows with each look. */
function withoutSeconds(age: string): string {
  return age.replace(/(min) \d+ s$/, "$1");
}

/** An ISO time as its age, such as `3 h 20 min`; the local time where the mouse rests. `refreshTimes` keeps it true. */
export function timeElement(time: string, said: Said = "age"): HTMLElement {
  const title = new Date(time).toLocaleString();
  return element("time", { datetime: time, title, "data-said": said }, say[said](time, new Date()));
}

export function refreshTimes(root: ParentNode, now = new Date()): void {
  for (const each of root.querySelectorAll("time[data-said]")) {
    const said = each.getAttribute("data-said") === "left" ? "left" : "age";
    const words = say[said](each.getAttribute("datetime") ?? "", now);
    if (each.textContent !== words) each.textContent = words;
  }
}
