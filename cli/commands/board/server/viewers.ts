import type { ServerResponse } from "node:http";
import type { Look } from "../../../shared/fleet/keep-looking.js";
import type { BoardRow } from "../row.js";
import { head } from "./answers.js";

/** What a viewer is told of a look. */
export type ToldLook = Omit<Look<unknown>, "picture">;

/** Bytes that a viewer may be behind; one who does not read is let go, and comes back by itself. */
const mostBehind = 16 * 1024 * 1024;
const mostViewers = 32;

/** Who looks at the board: all see the same picture, of which each gets the whole once and then what changes. */
export class Viewers {
  readonly #open = new Set<ServerResponse>();
  /** By id: the row as JSON. Undefined until a look has given a picture. */
  #rows: ReadonlyMap<string, string> | undefined;
  #last: ToldLook | undefined;
  #arrived: () => void = () => {};

  /** False where there are too many. */
  add(response: ServerResponse): boolean {
    if (this.#open.size >= mostViewers) return false;
    head(response, 200, "events", { Connection: "keep-alive" });
    response.write("retry: 2000\n\n");
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
    if (this.#rows) this.#send(response, "all", `{"rows":[${[...this.#rows.values()].join(",")}]}`);
    if (this.#last) this.#send(response, "look", JSON.stringify(this.#last));
    this.#arrived();
    return true;
  }

  /** Until there is one, or it is ended: nobody asks AWS for what nobody looks at. */
  async some(signal: AbortSignal): Promise<void> {
    if (this.#open.size > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#arrived = resolve;
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  tell({ picture, ...told }: Look<readonly BoardRow[]>): void {
    this.#last = told;
    if (picture) this.#show(picture);
    this.#broadcast("look", JSON.stringify(told));
  }

  end(): void {
    for (const response of this.#open) response.end();
  }

  #show(picture: readonly BoardRow[]): void {
    const before = this.#rows;
    const rows = new Map(picture.map((row) => [row.id, JSON.stringify(row)]));
    const changed = [...rows].filter(([id, json]) => before?.get(id) !== json).map(([, json]) => json);
    const gone = [...(before?.keys() ?? [])].filter((id) => !rows.has(id));
    this.#rows = rows;
    const list = `"rows":[${changed.join(",")}]`;
    if (!before) this.#broadcast("all", `{${list}}`);
    else if (changed.length + gone.length > 0)
      this.#broadcast("changed", `{${list},"gone":${JSON.stringify(gone)}}`);
  }

  #broadcast(event: string, data: string): void {
    for (const response of this.#open) this.#send(response, event, data);
  }

  /** HTML Standard, "Server-sent events": JSON has no line ends of its own. */
  #send(response: ServerResponse, event: string, data: string): void {
    if (response.writableLength > mostBehind) response.destroy();
    else response.write(`event: ${event}\ndata: ${data}\n\n`);
  }
}
