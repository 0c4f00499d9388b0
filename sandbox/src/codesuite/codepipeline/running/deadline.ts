/** Milliseconds: a timer cannot wait longer, and an approval may, 60 days. */
const longest = 2 ** 31 - 1;

/** Something that happens once a time has passed. */
export interface Deadline {
  cancel(): void;
  /** Brings it nearer by so many milliseconds. */
  advance(ms: number): void;
}

/** Calls once so much time has passed, and keeps no process alive. */
export function after(ms: number, call: () => void): Deadline {
  let end = Date.now() + ms;
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = end - Date.now();
    timer = setTimeout(() => (Date.now() < end ? wait() : call()), Math.min(Math.max(left, 0), longest));
    timer.unref();
  };
  const cancel = () => clearTimeout(timer);
  wait();
  return {
    cancel,
    advance(sooner) {
      cancel();
      end -= sooner;
      wait();
    },
  };
}
