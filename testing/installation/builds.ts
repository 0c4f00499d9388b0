import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  paginateListBuildsForProject,
} from "@aws-sdk/client-codebuild";
import type { AccountAccess } from "./state-store.js";

/** A build as CodeBuild tells it; times in milliseconds since 1970. */
export interface BuildTimes {
  readonly arn: string;
  readonly status: string;
  readonly start: number;
  /** Infinity: it has not ended. */
  readonly end: number;
}

/** BatchGetBuilds takes no more. */
const together = 100;

/** All builds of a project, the oldest first. */
export async function buildsOf(projectName: string, reach: AccountAccess): Promise<BuildTimes[]> {
  const client = new CodeBuildClient(reach);
  const request = { projectName, sortOrder: "ASCENDING" } as const;
  const found: BuildTimes[] = [];
  for await (const { ids = [] } of paginateListBuildsForProject({ client, pageSize: together }, request)) {
    if (ids.length === 0) continue;
    const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
    for (const { arn = "", buildStatus = "", startTime, endTime } of builds) {
      const [start, end] = [startTime?.getTime() ?? 0, endTime?.getTime() ?? Number.POSITIVE_INFINITY];
      found.push({ arn, status: buildStatus, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** How many ran at the moment when most did. */
export function mostAtOnce(builds: readonly Pick<BuildTimes, "start" | "end">[]): number {
  const running = (moment: number) => builds.filter(({ start, end }) => start <= moment && moment < end);
  return Math.max(0, ...builds.map(({ start }) => running(start).length));
}
