import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Details } from "../../cli/commands/board/details.js";
import { serveBoard } from "../../testing/board/served-board.js";
import { statuses } from "../../testing/board/statuses.js";
import { chromium as chromiumPath } from "../setup/chromium.js";

const axe = createRequire(import.meta.url).resolve("axe-core");
const hostile = "<img src=https://evil.example/x onerror=alert(1)>";
const started = new Date().toISOString();

const details: Details = {
  stages: [
    {
      ...{ name: "Source", environments: [], asks: [], waiting: [], status: "Succeeded" },
      actions: [{ name: "ApplicationRepo", status: "Succeeded", link: "https://console.example" }],
    },
    {
      ...{ name: "BuildAndDeployToProd", environments: ["Prod"], asks: ["Prod"], waiting: ["x"] },
      ...{ status: "InProgress", actions: [{ name: hostile, status: "InProgress", started }] },
    },
  ],
  executions: [
    {
      ...{ id: "3f1c0001-7d41", status: "InProgress", started, updated: started },
      trigger: { type: "CloudWatchEvent", detail: "" },
      commits: [{ action: "ApplicationRepo", id: "c0ffee", message: hostile, author: "Ann" }],
    },
  ],
  logs: [{ action: "ApplicationBuild", lines: [{ at: started, text: hostile }] }],
};

let browser: Browser;
let board: Awaited<ReturnType<typeof serveBoard>>;

beforeAll(async () => {
  board = await serveBoard(() => details);
  browser = await chromium.launch({ executablePath: chromiumPath() ?? "", args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  await board?.close();
});

/** The page as it is opened from the terminal, and what it said or asked of others. */
async function opened(colorScheme: "light" | "dark", width: number) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const said: string[] = [];
  const { origin } = new URL(board.url);
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && request.url() !== "data:,") said.push(request.url());
  });
  await page.goto(board.url);
  await page.locator(".pipeline").first().waitFor();
  return { page, said };
}

/** The page's policy lets no text be a program, which Playwright's own waiting in the page would be. */
function counted(page: Page, selector: string, count: number): Promise<void> {
  return expect.poll(() => page.locator(selector).count()).toBe(count);
}

it.each([
  ["light", 1280],
  ["dark", 390],
] as const)("the board is sound and open to everybody: %s, %i wide", async (scheme, width) => {
  board.show(statuses(12, Date.now()));
  const { page, said } = await opened(scheme, width);
  expect(page.url()).not.toContain("token");
  await page.locator(".is-approval summary").first().press("Enter");
  await page.locator(".executions").waitFor();
  expect(await page.locator("main img").count()).toBe(0);
  // From outside of the page, whose policy lets in no script but its own.
  await page.evaluate(readFileSync(axe, "utf8"));
  const found = await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] })",
  );
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
  const wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
  expect({ said, wider }).toEqual({ said: [], wider: false });
  await page.close();
});

it("shows what changes by itself, and asks for nothing but what is opened", async () => {
  const [one, two] = statuses(2, Date.now());
  if (!one || !two) return expect.unreachable();
  board.show([one, two]);
  const before = board.asked.length;
  const { page, said } = await opened("light", 1280);
  await counted(page, ".pipeline", 2);
  const failed = page.getByRole("button", { name: /^Failed/ });
  expect(await failed.innerText()).toContain("1");
  board.show([{ ...one, ...(two.activity && { activity: two.activity }) }, two]);
  await counted(page, ".is-approval.pipeline", 2);
  expect(await failed.isDisabled()).toBe(true);
  board.show([two]);
  await counted(page, ".pipeline", 1);
  expect({ said, asked: board.asked.length }).toEqual({ said: [], asked: before });
  await page.close();
});

it("of a thousand is filtered by the keyboard alone, within the blink of an eye", async () => {
  board.show(statuses(1000, Date.now()));
  const { page, said } = await opened("light", 1280);
  await page.keyboard.press("/");
  await page.keyboard.type("payments-web-3 release");
  await expect.poll(() => page.locator("#shown").textContent()).not.toBe("1000 pipelines");
  const shown = page.locator(".pipeline:visible");
  for (const text of await shown.locator(".name").allInnerTexts())
    expect(text).toMatch(/^payments-web-3.*release/);
  const took = await page.evaluate(`(() => {
    const search = document.querySelector("[name=text]");
    const find = (text) => {
      search.value = text;
      search.dispatchEvent(new Event("input", { bubbles: true }));
      return document.body.offsetHeight;
    };
    find("");
    const began = performance.now();
    find("checkout");
    return performance.now() - began;
  })()`);
  expect(Number(took)).toBeLessThan(1_000);
  await page.keyboard.press("ArrowDown");
  expect(await page.evaluate("document.activeElement.matches('.pipeline summary')")).toBe(true);
  await page.keyboard.press("Enter");
  await page.locator(".executions").waitFor();
  expect(said).toEqual([]);
  await page.close();
});
