import { boardFiles } from "../../cli/commands/board/page/page.js";
import type { Details, NoDetails } from "../../cli/commands/board/details.js";
import { type BoardRow, rowOf } from "../../cli/commands/board/row.js";
import { serve } from "../../cli/commands/board/server/serve.js";
import { Viewers } from "../../cli/commands/board/server/viewers.js";
import type { PipelineStatus } from "../../controller/records/index.js";

const place = { namePrefix: "stagewright", region: "eu-west-1", centralAccount: "111111111111" };

export function boardRows(pipelines: readonly PipelineStatus[]): BoardRow[] {
  return pipelines.map((status) => rowOf(status, place));
}

/** A board as it is served, of pipelines that a test says. */
export async function serveBoard(details: (id: string) => Details | NoDetails | undefined = () => undefined) {
  const viewers = new Viewers();
  const asked: string[] = [];
  const served = await serve({
    files: boardFiles(place),
    viewers,
    details: async (id) => {
      asked.push(id);
      return details(id);
    },
  });
  const show = (pipelines: readonly PipelineStatus[]) => {
    const at = new Date().toISOString();
    viewers.tell({ at, next: at, picture: boardRows(pipelines) });
  };
  return { ...served, viewers, asked, show };
}
