/** `/` goes to the search; the arrows go from pipeline to pipeline that is seen. */
export function addKeys(list: HTMLElement, search: () => void): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.target instanceof Element ? event.target : undefined;
    if (event.key === "/" && !at?.matches("input, select, textarea")) {
      event.preventDefault();
      search();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && at?.matches(".pipeline summary, input[type=search]")) go(list, at, step, event);
  });
}

function go(list: HTMLElement, from: Element, step: number, event: Event): void {
  const rows = [...list.querySelectorAll<HTMLElement>("li:not([hidden]) > details > summary")];
  const here = rows.findIndex((row) => row.isSameNode(from));
  const next = rows[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
