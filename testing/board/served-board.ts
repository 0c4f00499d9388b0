import type { Details, NoDetails } from "../../cli/commands/board/details.js";
import { boardFiles } from "../../cli/commands/board/page/page.js";
import { serve } from "../../cli/commands/board/server/serve.js";
import { Viewers } from "../../cli/commands/board/server/viewers.js";
import type { PipelineStatus } from "../../controller/records/index.js";
import { boardPlace, boardRows } from "./rows.js";

/** A board as it is served, of pipelines that a test says. */
export async function serveBoard(details: (id: string) => Details | NoDetails | undefined = () => undefined) {
  const viewers = new Viewers();
  const asked: string[] = [];
  const served = await serve({
    files: boardFiles(boardPlace),
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
