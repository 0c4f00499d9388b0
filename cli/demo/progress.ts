import { count, type Terminal } from "../shared/terminal.js";
import { changedRows, type PictureRow, rowLine, turnMs } from "./rows.js";

/** Tells what is going on, with the seconds since the start. */
export interface Progress {
  /** A new step. */
  step(title: string): void;
  /** Something to read. */
  show(text: string): void;
  /** Something that takes its time. On a terminal it has one line, which ends with how long it took. */
  begin(name: string): Doing;
  /** Lines that change in place on a terminal; elsewhere each change of what is known is a line. */
  picture(known?: readonly PictureRow[]): Picture;
}

export interface Doing {
  /** What it does now. */
  note(text: string): void;
  end(state?: "done" | "failed", how?: string): void;
}

export interface Picture {
  draw(rows: readonly PictureRow[]): void;
  /** Leaves it as it was drawn last. */
  end(): void;
}

const margin = "       ";

export function progress(out: Terminal): Progress {
  const start = performance.now();
  const since = (from: number) => (performance.now() - from) / 1000;
  const stamp = () => out.colors.dim(`${since(start).toFixed(0).padStart(3)} s`);
  const drawing = drawnParts(out);
  return {
    step: (title) => out.say(`\n${stamp()}  ${out.colors.bold(title)}`),
    show: (text) => out.say(indent(text)),
    begin: (name) => {
      const from = performance.now();
      let note: string | undefined;
      let notes = 0;
      const row = (state: PictureRow["state"]): PictureRow => ({
        level: 0,
        name,
        state,
        seconds: since(from),
        note,
      });
      const leave = drawing.enter(() => [row("runs")]);
      if (!out.live) out.say(`${stamp()}  ${name}`);
      return {
        note: (text) => {
          notes += 1;
          note = text;
          if (!out.live) out.say(`${stamp()}    ${out.colors.dim(text)}`);
        },
        end: (state = "done", how) => {
          leave();
          note = [notes > 1 && count(notes, "step"), how].filter(Boolean).join(", ");
          out.say(`${margin}${rowLine(row(state), 0, out.colors)}`);
        },
      };
    },
    picture: (known = []) => {
      let rows = known;
      const leave = drawing.enter(() => rows);
      const tell = (row: PictureRow) => out.say(`${stamp()}  ${rowLine(row, 0, out.colors)}`);
      return {
        draw: (next) => {
          if (!out.live) changedRows(rows, next).forEach(tell);
          rows = next;
        },
        end: () => {
          leave();
          if (out.live) for (const row of rows) out.say(`${margin}${rowLine(row, 0, out.colors)}`);
        },
      };
    },
  };
}

/** Draws, as often as the wheels turn, what is at work. */
function drawnParts({ live, colors }: Terminal) {
  const parts = new Set<() => readonly PictureRow[]>();
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const rows = [...parts].flatMap((part) => part());
    live?.(rows.map((row) => `${margin}${rowLine(row, performance.now(), colors)}`));
  };
  return {
    /** Gives what takes the part away again. */
    enter(part: () => readonly PictureRow[]): () => void {
      parts.add(part);
      if (live) timer ??= setInterval(draw, turnMs).unref();
      return () => {
        parts.delete(part);
        draw();
        if (parts.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, margin);
}
