import type { ActionView, ExecutionView, StageView } from "../../../../controller/executions/index.js";
import type { Details, LogTail, NoDetails } from "../details.js";
import { type Child, element, link } from "./dom.js";
import { timeElement } from "./times.js";
import { classOf, shortened, words } from "./words.js";

/** What AWS says of a pipeline that is open: stages with their actions, logs, executions. */
export function detailsOf(details: Details | NoDetails): HTMLElement[] {
  if ("problem" in details) return [element("p", { class: "failure over" }, details.problem)];
  const { stages, executions, logs } = details;
  return [
    section("Stages", element("ol", { class: "stages-now" }, ...stages.map(stageOf))),
    ...logs.filter(({ lines }) => lines.length > 0).map(logOf),
    ...(executions.length > 0
      ? [section("Executions", element("ol", { class: "executions" }, ...executions.map(executionOf)))]
      : []),
  ];
}

function section(title: string, ...children: readonly Child[]): HTMLElement {
  return element("section", {}, element("h3", {}, title), ...children);
}

function stageOf({ name, status, actions, held, waiting }: StageView): HTMLElement {
  return element(
    "li",
    { class: `is-${classOf(status)}` },
    element("span", { class: "title" }, name),
    element("span", { class: "said" }, status ? words(status) : "not entered yet"),
    held !== undefined &&
      element("span", { class: "said bad" }, `nothing enters: ${held.reason} (${held.by})`),
    waiting.length > 0 && element("span", { class: "said asks" }, `${waiting.length} in front of it`),
    element("ol", {}, ...actions.map(actionOf)),
  );
}

function actionOf({ name, status, started, link: address }: ActionView): HTMLElement {
  const isRunning = status === "InProgress" && started !== undefined;
  return element(
    "li",
    { class: `is-${classOf(status)}` },
    element("span", {}, link(address, name)),
    element(
      "span",
      {},
      status ? words(status) : "not begun",
      ...(isRunning ? [" ", timeElement(started)] : []),
    ),
  );
}

function logOf({ action, link: address, lines }: LogTail): HTMLElement {
  const text = lines.map((line) => line.text).join("\n");
  return section(
    `The last lines of ${action}`,
    element("pre", { tabindex: "0", role: "region", "aria-label": `Log of ${action}` }, text),
    address !== undefined && element("p", { class: "links" }, link(address, "The build in the console")),
  );
}

function executionOf({ id, status, started, commits, trigger }: ExecutionView): HTMLElement {
  const [commit] = commits;
  const [subject = ""] = (commit?.message ?? "").split("\n");
  const who = commit?.author === undefined ? "" : ` by ${commit.author}`;
  return element(
    "li",
    { class: `is-${classOf(status)}` },
    element("code", {}, id.slice(0, 8)),
    element("span", { class: "how" }, words(status)),
    element(
      "span",
      { class: "what", title: trigger.type },
      link(commit?.link, shortened(commit?.id)),
      ` ${subject}${who}`,
    ),
    element("span", { class: "said" }, timeElement(started), " ago"),
  );
}
