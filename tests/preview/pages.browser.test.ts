import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../cli/program.js";
import { transcript } from "../../testing/expect/transcript.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { chromium as chromiumPath } from "../setup/chromium.js";

const axe = createRequire(import.meta.url).resolve("axe-core");
const folder = mkdtempSync(join(tmpdir(), "stagewright-pages-"));
let browser: Browser;

/** An item of so many environments; the last is switched off where there are several. */
function shop(count: number, name: string) {
  const environments = Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1 && count > 1;
    const Tests = { Smoke: test(), Load: test({ Run: index > 0 }) };
    const more = index % 2 === 0 ? { ManualApproval: "lead@example.com" } : {};
    return [`Stage${index + 1}`, environment({ Deploy: !isLast, Tests, ...more })] as const;
  });
  return itemWith(Object.fromEntries(environments), { RepoName: name });
}

async function write(items: readonly object[], ...options: string[]): Promise<void> {
  const file = join(folder, "items.json");
  writeFileSync(file, JSON.stringify(items));
  const code = await runCommandLine(["preview", file, "--out", folder, ...options], transcript(), "0.0.0");
  expect(code).toBe(0);
}

beforeAll(async () => {
  await write([shop(1, "one"), shop(4, "four"), shop(12, "twelve")]);
  // In a container there is no other sandbox to be had; the pages are our own.
  browser = await chromium.launch({ executablePath: chromiumPath() ?? "", args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page, what its console said, and what it asked of others. */
async function opened(scheme: "light" | "dark", width: number, follow?: string) {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    bypassCSP: false,
  });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) said.push(request.url());
  });
  await page.goto(`file://${folder}/index.html`);
  if (follow) await page.getByRole("link", { name: follow, exact: true }).click();
  await page.waitForLoadState();
  return { page, said };
}

/** What axe-core finds wrong, as the rule and the element. The page lets no script run, so this one comes from the debugger. */
async function flaws(page: Page): Promise<string[]> {
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme: await schemeOf(page),
    viewport: page.viewportSize(),
  });
  const copy = await context.newPage();
  await copy.goto(page.url());
  // Those of the first kinds: of each further one axe would only say the same.
  for (const summary of (await copy.locator("details.box > summary").all()).slice(0, 8))
    await summary.click();
  await copy.addScriptTag({ path: axe });
  const found = await copy.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] })",
  );
  await context.close();
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

async function schemeOf(page: Page): Promise<"light" | "dark"> {
  return (await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")) ? "dark" : "light";
}

describe("the pages of a preview", () => {
  it.each([
    ["light", 1280, undefined],
    ["dark", 390, "one"],
    ["light", 390, "four"],
    ["dark", 1280, "four"],
  ] as const)("are sound and open to everybody: %s, %i wide, %s", async (scheme, width, follow) => {
    const { page, said } = await opened(scheme, width, follow);
    expect(await flaws(page)).toEqual([]);
    const wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
    expect({ said, wider }).toEqual({ said: [], wider: false });
    await page.close();
  });

  it("of twelve environments fit their window, and say nothing to the console", async () => {
    // axe-core would look at ten times as many elements of the same kinds.
    for (const width of [390, 1280]) {
      const { page, said } = await opened("light", width, "twelve");
      expect(await page.locator("li.stage").count()).toBe(14);
      const wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      expect({ said, wider }).toEqual({ said: [], wider: false });
      await page.close();
    }
  });

  it("lead with the keyboard alone from a key to its box, which opens, and back", async () => {
    const { page, said } = await opened("light", 1280, "four");
    const line = page.locator(".line", { hasText: "ManualApproval" }).first();
    await line.getByRole("link").focus();
    await page.keyboard.press("Enter");
    const box = page.locator("details.box[open]");
    expect(await box.locator(".title").innerText()).toContain("Approval");
    await box.locator(".body a").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".line:target").innerText()).toContain("ManualApproval");
    expect(said).toEqual([]);
    await page.close();
  });

  it("show on paper what is closed on the screen", async () => {
    const { page } = await opened("dark", 1280, "one");
    await page.emulateMedia({ media: "print" });
    const body = page.locator("#about-1");
    expect((await body.boundingBox())?.height).toBeGreaterThan(50);
    await page.close();
  });
});
