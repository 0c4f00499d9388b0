import type { BoardRow } from "../row.js";
import { type Child, element } from "./dom.js";
import { fits, inOrder, type Order, type Searchable, searchable, type WantedRows } from "./filters.js";
import { knownOf, rowSummary } from "./row.js";

interface Shown extends Searchable {
  readonly element: HTMLElement;
}

/** The list of all pipelines. A row is made anew only when it says something else; one that is open stays open. */
export class PipelineList {
  readonly #shown = new Map<string, Shown>();

  /** `asked`: told of each row that is opened, and of one that changed while it was open. */
  constructor(
    private readonly list: HTMLElement,
    private readonly asked: (id: string) => void,
  ) {}

  get rows(): BoardRow[] {
    return [...this.#shown.values()].map(({ row }) => row);
  }

  get all(): Iterable<Searchable> {
    return this.#shown.values();
  }

  update(rows: readonly BoardRow[], gone: readonly string[]): void {
    for (const id of gone) this.#remove(id);
    for (const row of rows) this.#put(row);
  }

  /** Everything that is not among these goes. */
  replace(rows: readonly BoardRow[]): void {
    const kept = new Set(rows.map(({ id }) => id));
    const gone = [...this.#shown.keys()].filter((id) => !kept.has(id));
    this.update(rows, gone);
  }

  /** Hides what does not fit; the number of those that do. */
  filter(wanted: WantedRows): number {
    let fitting = 0;
    for (const shown of this.#shown.values()) {
      const isFit = fits(shown, wanted);
      if (isFit) fitting += 1;
      if (shown.element.hidden === isFit) shown.element.hidden = !isFit;
    }
    return fitting;
  }

  /** Moves only what stands elsewhere, and never what somebody is at. */
  sort(order: Order): void {
    const focused = document.activeElement;
    let next: Element | null = this.list.firstElementChild;
    for (const { id } of inOrder(this.rows, order)) {
      const own = this.#shown.get(id)?.element;
      if (!own) continue;
      if (own === next) next = own.nextElementSibling;
      else this.list.insertBefore(own, next);
    }
    if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  }

  /** Of those that are open and on the screen. */
  openOnScreen(height: number): string[] {
    return [...this.#shown.values()]
      .filter(
        ({ element: { firstElementChild, hidden } }) => !hidden && firstElementChild?.hasAttribute("open"),
      )
      .filter(({ element: own }) => {
        const { top, bottom } = own.getBoundingClientRect();
        return bottom > 0 && top < height;
      })
      .map(({ row }) => row.id);
  }

  /** Shows what AWS says of one that is open. */
  showDetails(id: string, ...details: readonly Child[]): void {
    const place = this.#shown.get(id)?.element.querySelector(".asked");
    if (!place) return;
    const scrolled = [...place.querySelectorAll("pre")].map(({ scrollTop }) => scrollTop);
    place.replaceChildren(...details.filter((child) => child !== undefined && child !== false));
    for (const [index, log] of [...place.querySelectorAll("pre")].entries())
      log.scrollTop = scrolled[index] ?? log.scrollHeight;
  }

  #put(row: BoardRow): void {
    const known = this.#shown.get(row.id);
    if (known && JSON.stringify(known.row) === JSON.stringify(row)) return;
    const own = known?.element ?? this.#make(row.id);
    own.className = `pipeline is-${row.outcomes[0]}`;
    const details = own.querySelector("details");
    const summary = details?.querySelector("summary");
    if (summary) summary.replaceChildren(...rowSummary(row).childNodes);
    this.#shown.set(row.id, { ...searchable(row), element: own });
    if (!details?.hasAttribute("open")) return;
    this.#fill(row.id);
    this.asked(row.id);
  }

  #make(id: string): HTMLElement {
    const details = element("details", {}, element("summary"), element("div", { class: "open" }));
    details.addEventListener("toggle", () => {
      if (!details.hasAttribute("open")) return;
      this.#fill(id);
      this.asked(id);
    });
    const made = element("li", { "data-id": id }, details);
    this.list.append(made);
    return made;
  }

  #fill(id: string): void {
    const shown = this.#shown.get(id);
    const open = shown?.element.querySelector(".open");
    if (!shown || !open) return;
    const asked = open.querySelector(".asked") ?? element("div", { class: "asked open-parts" }, waiting());
    open.replaceChildren(...knownOf(shown.row), asked);
  }

  #remove(id: string): void {
    this.#shown.get(id)?.element.remove();
    this.#shown.delete(id);
  }
}

function waiting(): HTMLElement {
  return element("p", { class: "said" }, "Asking AWS…");
}
