/** Milliseconds: a timer cannot wait longer, and an approval may, 60 days. */
const longest = 2 ** 31 - 1;

/** Calls once so much time has passed, and keeps no process alive. Gives what calls it off. */
export function after(ms: number, call: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const step = Math.min(Math.max(left, 0), longest);
    timer = setTimeout(() => (left > step ? wait(left - step) : call()), step);
    timer.unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
}
