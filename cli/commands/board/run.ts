import { field } from "../../../controller/records/index.js";
import { keepLooking } from "../../shared/fleet/keep-looking.js";
import { fleetReader } from "../../shared/fleet/read-fleet.js";
import { interruptible } from "../../shared/interrupt.js";
import { endWith } from "../../shared/refuse.js";
import { type Connected, withConnection } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import { Cache } from "./cache.js";
import type { BoardOptions } from "./command.js";
import { type Details, detailsReader, type NoDetails } from "./details.js";
import { boardFiles } from "./page/page.js";
import { type BoardRow, boardRow, nameInAws } from "./row.js";
import { type Contents, type Served, serve } from "./server/serve.js";
import { Viewers } from "./server/viewers.js";

/** A page of all pipelines on the loopback address, until it is interrupted. It asks AWS only while somebody looks. */
export function board(options: BoardOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async (connected) => {
    const { settings } = connected.installation;
    const reader = detailsReader(settings.region);
    const shown = showing(connected, new Cache(reader.read, goodFor));
    try {
      await interruptible(async (signal) => {
        const served = await serveOrExplain(shown.contents, options.port, out);
        out.say(`The board of ${settings.namePrefix} in ${settings.region}, for you alone, until Ctrl-C:`);
        out.say(`  ${out.colors.bold(served.url)}`);
        try {
          await shown.until(signal);
        } finally {
          await served.close();
        }
      });
    } finally {
      reader.close();
    }
  });
}

/** Milliseconds for which details are good: what moves is looked at more often. */
function goodFor(details: Details | NoDetails): number {
  if ("problem" in details) return 15_000;
  return details.stages.some(({ status }) => status === "InProgress") ? 4_000 : 20_000;
}

function showing(connected: Connected, details: Cache<Details | NoDetails>) {
  const { settings } = connected.installation;
  const viewers = new Viewers();
  const readFleet = fleetReader(connected);
  let rows: ReadonlyMap<string, BoardRow> = new Map();
  const read = async (signal: AbortSignal) => {
    const all = (await readFleet(signal)).map((status) => boardRow(status, settings));
    rows = new Map(all.map((row) => [row.id, row]));
    return all;
  };
  const contents: Contents = {
    files: boardFiles(settings),
    viewers,
    details: async (id) => {
      const row = rows.get(id);
      return row && details.get(nameInAws(row, settings));
    },
  };
  const until = (signal: AbortSignal) =>
    keepLooking({ read, tell: (look) => viewers.tell(look), wanted: () => viewers.some(signal), signal });
  return { contents, until };
}

async function serveOrExplain(contents: Contents, port: number | undefined, out: Terminal): Promise<Served> {
  try {
    return await serve(contents, port);
  } catch (error) {
    if (field(error, "code") !== "EADDRINUSE") throw error;
    return endWith(`Something else listens on port ${port}: leave --port out, or name another.`, out);
  }
}
