import { createHash } from "node:crypto";
import Handlebars from "handlebars";
import { segmentsOf } from "../../diagnostics/index.js";
import { factOf, runningIn, spelledOut } from "../in-words.js";
import type { Preview } from "../preview.js";
import { style } from "./style.js";
import { indexTemplate, pageTemplate } from "./templates.js";
import { viewOf } from "./view.js";

/** One pipeline as one page that holds all it shows, runs nothing and asks nobody. */
export function htmlPage(preview: Preview, options: { readonly index: boolean } = { index: false }): string {
  const view = spelledOut(viewOf(preview, options));
  return render(pageTemplate, view, style + highlights(view.stages));
}

/** What a page is called in its folder. */
export function pageName({ pipeline }: Pick<Preview, "pipeline">): string {
  return `${pipeline}.html`;
}

/** The page that leads to those of many pipelines. */
export function htmlIndex(previews: readonly Preview[]): string {
  const view = {
    title: "Pipelines: preview",
    heading: "Pipelines",
    facts: [
      factOf(previews.length, "pipeline"),
      factOf(new Set(previews.map(({ repository }) => repository)).size, "repository", "repositories"),
    ],
    pipelines: previews.map(indexRow),
  };
  return render(indexTemplate, spelledOut(view), style);
}

function indexRow(preview: Preview) {
  const { repository, branch } = preview;
  const { accounts, approvals, tests } = runningIn(preview);
  return {
    ...{ repository, branch, href: pageName(preview), approvals, tests },
    environments: environmentsOf(preview),
    accounts: accounts.join(", ") || "none",
  };
}

/** Each stage that deploys, by the environment that asked for it. */
function environmentsOf({ stages }: Preview) {
  return stages.flatMap(({ state, boxes }) => {
    const deployment = boxes.find(({ origin }) => segmentsOf(origin).length === 2);
    if (!deployment) return [];
    const [, name] = segmentsOf(deployment.origin);
    const asks = boxes.some(({ category }) => category === "Approval");
    const kind = state === "off" ? "idle" : asks ? "asks" : "";
    return [{ name, kind }];
  });
}

function render(template: string, view: object, css: string): string {
  const styleHash = createHash("sha256").update(css).digest("base64");
  return compiled(template)({ ...view, style: css, styleHash });
}

const templates = new Map<string, Handlebars.TemplateDelegate>();

/** Each template is read once: that takes longer than a page. */
function compiled(template: string): Handlebars.TemplateDelegate {
  const made = templates.get(template) ?? Handlebars.create().compile(template);
  templates.set(template, made);
  return made;
}

/** So many rules a browser looks at with every move of the mouse. */
const mostHighlights = 60;

/** A box and its lines light each other up, without a script: one rule for each key that asks for something. */
function highlights(stages: ReturnType<typeof viewOf>["stages"]): string {
  const boxes = stages.flatMap(({ orders }) => orders.flatMap((order) => order.boxes));
  const keys = [...new Set(boxes.flatMap(({ key, origin }) => (key && origin ? [key] : [])))];
  const rules = keys.slice(0, mostHighlights).map((key) => {
    const one = `[data-key="${key}"]`;
    return `.split:has(${one}:is(:hover,:focus-within)) .line${one}{background:var(--tint);border-left-color:var(--accent)}
.split:has(.line${one}:is(:hover,:focus-within)) .box${one}{box-shadow:0 0 0 2px var(--accent)}`;
  });
  return `${rules.join("\n")}\n`;
}
