import type { BoardRow } from "../row.js";
import type { ToldLook } from "../server/viewers.js";

export interface LiveHandlers {
  all(rows: readonly BoardRow[]): void;
  changed(rows: readonly BoardRow[], gone: readonly string[]): void;
  look(told: ToldLook): void;
  lost(): void;
}

/** What the server tells, while the page can be seen: a page in the background asks nothing. */
export function listen(handlers: LiveHandlers): void {
  let source: EventSource | undefined;
  const follow = () => {
    source?.close();
    source = document.hidden ? undefined : open(handlers);
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

function open(handlers: LiveHandlers): EventSource {
  const source = new EventSource("events");
  const on = (name: string, handle: (data: Data) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => handle(JSON.parse(data)));
  on("all", ({ rows = [] }) => handlers.all(rows));
  on("changed", ({ rows = [], gone = [] }) => handlers.changed(rows, gone));
  source.addEventListener("look", ({ data }: MessageEvent<string>) => handlers.look(JSON.parse(data)));
  source.addEventListener("error", () => handlers.lost());
  return source;
}

interface Data {
  readonly rows?: readonly BoardRow[];
  readonly gone?: readonly string[];
}
