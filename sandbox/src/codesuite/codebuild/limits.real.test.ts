import { once } from "node:events";
import { BatchGetBuildsCommand, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { afterEach, it, vi } from "vitest";
import { createProject } from "./account.fixture.js";
import { buildRole, startCodeBuild, type TestCodeBuild } from "./codebuild.fixture.js";

let codeBuild: TestCodeBuild;
afterEach(() => codeBuild.close());

async function startOne(): Promise<string> {
  const { build } = await codeBuild.client.send(new StartBuildCommand({ projectName: "web" }));
  return build?.id ?? "";
}

/** The account gives no session, so a build ends at once. */
function ended(id: string): Promise<unknown> {
  return vi.waitUntil(async () => {
    const { builds = [] } = await codeBuild.client.send(new BatchGetBuildsCommand({ ids: [id] }));
    return builds[0]?.buildComplete;
  });
}

it.each([
  ["the account", { concurrentBuilds: 1 }, {}],
  ["its project", {}, { concurrentBuildLimit: 1 }],
])(
  "a build that has ended takes no place of %s, though its end is still to be told",
  async (_, settings, limit) => {
    codeBuild = await startCodeBuild({ settings });
    await createProject(codeBuild.client, { name: "web", serviceRole: buildRole, ...limit });
    const bus = new AbortController();
    codeBuild.world.hear = async ({ detail }) => {
      if (detail["build-status"] !== "IN_PROGRESS" && !bus.signal.aborted) await once(bus.signal, "abort");
    };
    const first = await startOne();
    await ended(first);
    await startOne().finally(() => bus.abort());
  },
);
