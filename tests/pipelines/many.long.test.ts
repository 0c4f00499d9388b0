import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiInstallation, apiItem, startApiInstallation } from "./api-installation.js";
import { endedBy, endOf, openApproval, type WatchedPipeline } from "./executions.js";

/** Of one repository, a branch each. */
const branches = Array.from({ length: 20 }, (_, index) => `release-${index + 1}`);
/** Of Terraform, each with a provider of its own. */
const atOnce = 2;

let api: ApiInstallation;
const pipelines: WatchedPipeline[] = [];

beforeAll(async () => {
  api = await startApiInstallation(["api"]);
  await api.push("api-tests");
  const left = [...branches];
  const make = async () => {
    for (let branch = left.shift(); branch; branch = left.shift())
      pipelines.push(await api.pipelineOf(apiItem({ RepoTag: branch })));
  };
  await Promise.all(Array.from({ length: atOnce }, make));
  await Promise.all(pipelines.map((watched) => endedBy(watched, "CreatePipeline")));
}, 3_000_000);

afterAll(() => api?.close());

it("20 pipelines at once come to their approvals and, approved, to production; the sandbox's memory stays small", async () => {
  const before = process.memoryUsage().rss;
  for (const branch of branches) await api.push("api", [], branch);
  const asked = await Promise.all(pipelines.map((watched) => openApproval(watched)));
  await Promise.all(pipelines.map((watched) => api.answer(watched, "Approved")));
  const ends = await Promise.all(
    pipelines.map((watched, index) => endOf(watched, asked[index]?.executionId)),
  );
  expect(new Set(ends)).toEqual(new Set(["Succeeded"]));
  const orders = await Promise.all(pipelines.map((watched) => api.orderFrom(watched, "production")));
  expect(new Set(orders.map(([status]) => status))).toEqual(new Set([200]));
  const grown = (process.memoryUsage().rss - before) / 1_000_000;
  process.stdout.write(`20 pipelines at once: ${grown.toFixed(0)} MB more in the sandbox's process.\n`);
  expect(grown).toBeLessThan(300);
});
