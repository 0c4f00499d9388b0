import { keyText, type PipelineStatus, shortly } from "../../../controller/records/index.js";
import { keepLooking, type Look } from "../../shared/fleet/keep-looking.js";
import { keyOf } from "../../shared/fleet/read-fleet.js";
import type { Screen } from "../../shared/screen.js";
import type { Terminal } from "../../shared/terminal.js";
import { sayTimes } from "../../shared/times.js";
import { briefLine, countsOf, mostUrgentFirst } from "./brief.js";
import { statusLines } from "./lines.js";

type Picture = readonly PipelineStatus[];

export interface StatusWatching {
  readonly first: Picture;
  readonly read: (signal: AbortSignal) => Promise<Picture>;
  /** Whether one pipeline is watched, which is told of in full. */
  readonly isOne: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** For tests: milliseconds between two looks. */
  readonly pause?: () => number;
}

/** Shows pipelines until it is ended: drawn in place at a terminal, elsewhere a line for each change. Gives what was seen last. */
export async function watchStatus({ first, ...watching }: StatusWatching, out: Terminal): Promise<Picture> {
  const screen = out.openScreen?.();
  const show = screen ? drawing(screen, watching.isOne, out) : telling(first, watching.isOne, out);
  let last = first;
  const pictures = [first];
  try {
    await keepLooking({
      ...watching,
      read: async (signal) => pictures.pop() ?? (await watching.read(signal)),
      tell: (look) => {
        last = look.picture ?? last;
        show(look, last);
      },
    });
  } finally {
    screen?.close();
  }
  return last;
}

type Show = (look: Look<Picture>, last: Picture) => void;

function drawing(screen: Screen, isOne: boolean, out: Terminal): Show {
  return ({ problem }, last) => {
    const now = new Date();
    const time = sayTimes(out, now);
    const rows = screen.rows - (problem ? 3 : 2);
    const lines = isOne
      ? last.flatMap((status) => statusLines(status, out.colors, time))
      : mostUrgentFirst(last).map((status) => briefLine(status, out.colors, time));
    const more = lines.length - rows;
    const shown = more > 0 ? [...lines.slice(0, rows - 1), out.colors.dim(`… and ${more + 1} more`)] : lines;
    screen.show([
      `${out.colors.bold(countsOf(last))}  ${out.colors.dim(`at ${now.toLocaleTimeString()}; Ctrl-C ends it`)}`,
      ...(problem ? [out.colors.red(`${problem.message} ${problem.hint}`.replaceAll("\n", " "))] : []),
      "",
      ...shown,
    ]);
  };
}

/** The first picture whole, then what changes. */
function telling(first: Picture, isOne: boolean, { say, colors }: Terminal): Show {
  const iso = (time: string) => time;
  const words = (status: PipelineStatus) =>
    isOne ? statusLines(status, colors, iso).join("\n") : briefLine(status, colors, iso);
  const told = new Map(first.map((status) => [keyText(keyOf(status)), words(status)]));
  let trouble = "";
  for (const line of told.values()) say(line);
  return ({ at, problem }, last) => {
    const now = problem ? `${problem.message} ${problem.hint}` : "";
    if (now !== trouble && now !== "") say(`${at}  ${now}`);
    trouble = now;
    const known = new Set(last.map((status) => keyText(keyOf(status))));
    for (const key of [...told.keys()].filter((each) => !known.has(each))) {
      say(`${at}  ${shortly(key)} is gone`);
      told.delete(key);
    }
    for (const [key, line] of last.map((status) => [keyText(keyOf(status)), words(status)] as const)) {
      if (told.get(key) !== line) say(`${at}  ${line}`);
      told.set(key, line);
    }
  };
}
