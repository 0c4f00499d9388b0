import { createHash } from "node:crypto";
import {
  AccountLimitExceededException,
  BatchGetBuildsCommand,
  type CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
} from "@aws-sdk/client-codebuild";
import type { Build, Builds } from "./builds.js";

/** BatchGetBuilds takes no more. A project that runs more at once sees some started that it has no need of. */
const looksAt = 100;

export function codeBuild(client: CodeBuildClient, projectName: string): Builds {
  return {
    recent: async () => {
      const list = new ListBuildsForProjectCommand({ projectName, sortOrder: "DESCENDING" });
      const { ids = [] } = await client.send(list);
      return ids.length > 0 ? buildsOf(client, ids.slice(0, looksAt)) : [];
    },
    start: async (token) => {
      try {
        const idempotencyToken = tokenOf(projectName, token);
        await client.send(new StartBuildCommand({ projectName, idempotencyToken }));
        return { started: true };
      } catch (error) {
        if (!(error instanceof AccountLimitExceededException)) throw error;
        return { started: false, reason: `${error.name}: ${error.message}` };
      }
    },
    hasEnded: async (owner) => {
      if (!isBuildArn(owner)) return false;
      const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [owner] }));
      return builds.some(({ arn, buildComplete }) => arn === owner && buildComplete === true);
    },
  };
}

/** Projects of one account share their tokens: two installations that begin with none of their builds are two. */
function tokenOf(projectName: string, token: string): string {
  return createHash("sha256").update(`${projectName} ${token}`).digest("hex");
}

/** In the order of `ids`, which is not the order of the answer. */
async function buildsOf(client: CodeBuildClient, ids: string[]): Promise<Build[]> {
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
  const complete = new Set(builds.filter((build) => build.buildComplete).map(({ id }) => id));
  return ids.map((id) => ({ id, running: !complete.has(id) }));
}

function isBuildArn(owner: string): boolean {
  return /^arn:[^:]+:codebuild:[^:]*:\d{12}:build\/./.test(owner);
}
