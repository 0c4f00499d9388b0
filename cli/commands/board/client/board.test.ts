import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { boardPlace, boardRows } from "../../../../testing/board/rows.js";
import { statuses } from "../../../../testing/board/statuses.js";
import { hostileTexts } from "../../../../testing/items/arbitrary-text.js";
import { boardPage } from "../page/page.js";
import type { BoardRow } from "../row.js";
import { Controls } from "./controls.js";
import { detailsOf } from "./details.js";
import { inOrder } from "./filters.js";
import { PipelineList } from "./list.js";

const page = boardPage({ ...boardPlace, account: boardPlace.centralAccount });
let asked: string[];
let list: PipelineList;

beforeEach(() => {
  const { document, HTMLElement } = parseHTML(page);
  vi.stubGlobal("document", document);
  vi.stubGlobal("HTMLElement", HTMLElement);
  asked = [];
  list = new PipelineList(byId("pipelines"), (id) => asked.push(id));
});
afterEach(() => vi.unstubAllGlobals());

const byId = (id: string): HTMLElement => document.getElementById(id) ?? expect.unreachable(id);
const shownNames = () =>
  [...document.querySelectorAll<HTMLElement>(".pipeline")].filter(({ hidden }) => !hidden).map(nameOf);
const nameOf = (row: Element) => row.querySelector(".name")?.textContent;
const all: Parameters<PipelineList["filter"]>[0] = {
  ...{ outcome: "", text: "", repository: "", environment: "", account: "" },
};

const rows = boardRows(statuses(60));
const first = (outcome: string): BoardRow =>
  rows.find(({ outcomes }) => outcomes[0] === outcome) ?? expect.unreachable(outcome);
const rowElement = ({ id }: BoardRow): HTMLElement =>
  document.querySelector<HTMLElement>(`[data-id="${id}"]`) ?? expect.unreachable(id);

function open(row: BoardRow): HTMLElement {
  const element = rowElement(row);
  const details = element.querySelector("details");
  details?.setAttribute("open", "");
  details?.dispatchEvent(new (document.defaultView?.Event ?? Event)("toggle"));
  return element;
}

describe("the page", () => {
  it("loads its own two files and nothing else, and holds no script", () => {
    const loads = [...document.querySelectorAll("[src],[href]")].map(
      (each) => each.getAttribute("src") ?? each.getAttribute("href"),
    );
    expect(loads).toEqual(["data:,", "board.css", "board.js"]);
    expect([...document.querySelectorAll("script")].map(({ textContent }) => textContent)).toEqual([""]);
    expect(page).not.toMatch(/\son\w+=|javascript:|style=/);
  });

  it("has a label for every field", () => {
    for (const field of document.querySelectorAll("input, select"))
      expect(field.closest("label")?.textContent?.trim()).toBeTruthy();
  });
});

describe("a pipeline's row", () => {
  it("shows its environments in order, each with its commit and its state", () => {
    const row = first("approval");
    list.replace([row]);
    const [staging, prod] = [...rowElement(row).querySelectorAll(".environment")];
    const commit = row.activity?.execution?.commit?.id.slice(0, 7) ?? "";
    expect(staging?.textContent).toContain(`Staging succeeded${commit}`);
    expect(prod?.textContent).toContain(`Prod waits for approval${commit}`);
    expect(prod?.className).toBe("environment is-approval");
    expect(rowElement(row).className).toBe("pipeline is-approval");
  });

  it("says how far a running deployment is and since when", () => {
    const row = rows.find(({ activity }) => activity?.running?.[0]?.stage) ?? expect.unreachable();
    list.replace([row]);
    expect(rowElement(row).querySelector(".latest")?.textContent).toMatch(
      /BuildAndDeployToProd, stage 4 of 4, for \d/,
    );
  });

  it("shows the last failure with what to do, and that AWS is asked, once it is opened", () => {
    const row = first("failed");
    list.replace(rows);
    expect(rowElement(row).querySelector(".failure")).toBeNull();
    const text = open(row).querySelector(".open")?.textContent ?? "";
    expect(text).toContain("is not authorized to perform: sqs:CreateQueue");
    expect(text).toContain("Allow that action in the role's policy");
    expect(text).toContain(`stagewright executions ${row.repo} ${row.branch}`);
    expect(asked).toEqual([row.id]);
  });

  it("leads to the pipeline, its execution and its commit, by https alone", () => {
    const row = first("failed");
    list.replace([row]);
    const links = [...open(row).querySelectorAll(".links a")];
    expect(links.map(({ textContent }) => textContent)).toEqual([
      "Pipeline in the console",
      "Newest execution",
      "The controller's log",
      `Commit ${row.activity?.execution?.commit?.id.slice(0, 7)}`,
    ]);
    for (const link of links) {
      expect(link.getAttribute("href")).toMatch(/^https:/);
      expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    }
  });

  it("says for what a change waits, and until when at most", () => {
    const since = "2026-01-05T13:00:00.000Z";
    const deferred = { since, until: "2126-01-05T13:00:00.000Z", execution: "3f1c", why: "is at work" };
    const row: BoardRow = { ...first("well"), state: "deferred", requested: since, deferred };
    list.replace([row]);
    expect(rowElement(row).querySelector(".who")?.textContent).toContain("waits for what runs in it for ");
    const text = open(row).querySelector(".ask")?.textContent;
    expect(text).toMatch(/^A change waits .* at most.*Execution 3f1c is at work\..*rm \S+ \S+ --now/);
  });

  it("stays open, and is asked for again, when it changes; others are not touched", () => {
    list.replace(rows);
    const row = first("failed");
    const [other] = rows.filter(({ id }) => id !== row.id);
    if (!other) return expect.unreachable();
    open(row);
    const before = rowElement(other).querySelector(".who");
    list.update(
      [
        {
          ...row,
          state: "running",
          running: { phase: "deploying", since: row.changed, who: "me", owner: "x" },
        },
      ],
      [],
    );
    expect(rowElement(row).querySelector("details")?.hasAttribute("open")).toBe(true);
    expect(rowElement(row).querySelector(".who")?.textContent).toContain("deploying for");
    expect(rowElement(other).querySelector(".who")).toBe(before);
    expect(asked).toEqual([row.id, row.id]);
  });
});

/** A row whose every text is somebody else's. */
function hostileRow(text: string): BoardRow {
  const commit = { id: text, url: text, summary: text };
  const at = "2026-01-05T13:00:00.000Z";
  const execution = { id: text, state: "Failed" as const, started: at, at, commit };
  return {
    ...first("failed"),
    ...{ repo: text, branch: text, log: text, unconfirmed: [text] },
    refused: { since: at, reason: text },
    deferred: { since: at, until: at, execution: text, why: text },
    running: { phase: "deploying", since: at, who: text, owner: text },
    failures: [{ title: text, message: text, hint: text, link: text, isCurrent: true }],
    links: { pipeline: text, execution: text },
    activity: {
      execution,
      environments: [
        {
          ...{ environment: text, account: text, state: "Waiting", since: at, execution: text, commit },
          deployed: { at, execution: "other", commit },
          approval: { stage: text, action: text, since: at, until: at },
        },
      ],
    },
  };
}

const hostileDetails = (text: string) =>
  detailsOf({
    stages: [
      {
        ...{ name: text, environments: [], asks: [], waiting: [text], status: "Failed" },
        held: { by: text, since: text, reason: text },
        actions: [{ name: text, status: "InProgress", started: "2026-01-05T13:00:00.000Z", link: text }],
      },
    ],
    logs: [{ action: text, link: text, lines: [{ at: "", text }] }],
    executions: [
      {
        ...{ id: text, status: text, started: "2026-01-05T13:00:00.000Z", updated: "" },
        trigger: { type: text, detail: text },
        commits: [{ action: text, id: text, message: text, author: text, link: text }],
      },
    ],
  });

describe("what items, commits and logs say", () => {
  const texts = [
    ...hostileTexts,
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https:evil",
  ];

  it.each(texts)("is text, and never an element, an attribute or an address: %j", (text) => {
    const harmless = hostileRow("x");
    list.replace([harmless]);
    const shape = shapeOf(open(harmless), hostileDetails("x"));
    const row = hostileRow(text);
    list.replace([row]);
    const made = open(row);
    expect(shapeOf(made, hostileDetails(text))).toEqual(shape);
    expect(made.querySelector(".name")?.textContent).toBe(text + text);
    expect(made.querySelectorAll("a, script, img, iframe")).toHaveLength(0);
  });

  function shapeOf(row: HTMLElement, details: readonly HTMLElement[]): string[] {
    list.showDetails(row.getAttribute("data-id") ?? "", ...details);
    return [...row.querySelectorAll("*")].map(({ tagName, attributes }) =>
      [tagName, ...[...attributes].map(({ name }) => name)].join(" "),
    );
  }
});

describe("filters", () => {
  it("show what fits all that is wanted", () => {
    list.replace(rows);
    const row = first("failed");
    expect(list.filter({ ...all, outcome: "failed" })).toBe(
      rows.filter(({ outcomes }) => outcomes.includes("failed")).length,
    );
    expect(list.filter({ ...all, account: "333333333333", environment: "Prod" })).toBe(60);
    expect(list.filter({ ...all, account: "999999999999" })).toBe(0);
    expect(list.filter({ ...all, repository: row.repo, outcome: "failed" })).toBe(1);
    expect(shownNames()).toEqual([`${row.repo}${row.branch}`]);
  });

  it("find by all words, in names, commits and failures, whatever their case", () => {
    list.replace(rows);
    const row = first("failed");
    const found = (text: string) => (list.filter({ ...all, text }) === 0 ? [] : shownNames());
    expect(found(row.repo.toUpperCase())).toContain(`${row.repo}${row.branch}`);
    expect(found(row.activity?.execution?.commit?.id ?? "")).toEqual([`${row.repo}${row.branch}`]);
    expect(found(`${row.repo} sqs:createqueue`)).toEqual([`${row.repo}${row.branch}`]);
    expect(found(`${row.repo} nowhere`)).toEqual([]);
  });

  it("count each outcome among what else is wanted, and press one at a time", () => {
    let changes = 0;
    const controls = new Controls(() => {
      changes += 1;
    });
    list.replace(rows);
    controls.count(list.all);
    const buttons = [...document.querySelectorAll("button")];
    expect(buttons.map(({ textContent }) => textContent)[0]).toBe("All 60");
    const failed = buttons.find(({ textContent }) => textContent?.startsWith("Failed"));
    failed?.click();
    expect([changes, controls.wanted.outcome]).toEqual([1, "failed"]);
    controls.count(list.all);
    expect(buttons.filter((button) => button.getAttribute("aria-pressed") === "true")).toEqual([failed]);
    failed?.click();
    expect(controls.wanted.outcome).toBe("");
  });
});

describe("the order", () => {
  it("is the most urgent first, or the last changed, or by name", () => {
    const ranks = ["failed", "approval", "running", "waiting", "well"];
    const urgent = inOrder(rows, "urgent").map(({ outcomes }) => ranks.indexOf(outcomes[0] ?? ""));
    expect(urgent).toEqual(urgent.toSorted((a, b) => a - b));
    const changed = inOrder(rows, "changed").map((row) => row.changed);
    expect(changed).toEqual(changed.toSorted().reverse());
    list.replace(rows);
    list.sort("name");
    const names = shownNames();
    expect(names).toEqual(inOrder(rows, "name").map(({ repo, branch }) => `${repo}${branch}`));
    list.sort("name");
    expect(shownNames()).toEqual(names);
  });

  it("loses who is gone", () => {
    list.replace(rows);
    list.update([], [rows[0]?.id ?? ""]);
    expect(document.querySelectorAll(".pipeline")).toHaveLength(59);
    list.replace(rows.slice(0, 3));
    expect(document.querySelectorAll(".pipeline")).toHaveLength(3);
  });
});
