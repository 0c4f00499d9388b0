import { type FleetOutcome, outcomes } from "../../../shared/fleet/outcomes.js";
import { byId, element } from "./dom.js";
import { fits, type Order, type Searchable, type WantedRows } from "./filters.js";

const labels: Readonly<Record<FleetOutcome | "", string>> = {
  "": "All",
  failed: "Failed",
  approval: "Waits for approval",
  running: "Running",
  waiting: "Waits for the controller",
  well: "Well",
};

/** The form of filters: what is wanted, and what there is to choose. */
export class Controls {
  readonly #form = byId("filters");
  readonly #buttons = new Map<FleetOutcome | "", HTMLButtonElement>();
  #outcome: FleetOutcome | "" = "";

  constructor(changed: () => void) {
    for (const outcome of ["", ...outcomes] as const) this.#addButton(outcome, changed);
    this.#form.addEventListener("input", changed);
    this.#form.addEventListener("submit", (event) => event.preventDefault());
  }

  get wanted(): WantedRows {
    return {
      outcome: this.#outcome,
      text: this.#value("text"),
      repository: this.#value("repository"),
      environment: this.#value("environment"),
      account: this.#value("account"),
    };
  }

  get order(): Order {
    const value = this.#value("order");
    return value === "changed" || value === "name" ? value : "urgent";
  }

  focusSearch(): void {
    this.#form.querySelector<HTMLInputElement>("[name=text]")?.focus();
  }

  /** Counts how many of each outcome fit all else that is wanted. */
  count(all: Iterable<Searchable>): void {
    const { wanted } = this;
    const counts = new Map<FleetOutcome | "", number>();
    const more = (outcome: FleetOutcome | "") => counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    for (const each of all) {
      if (!fits(each, wanted, true)) continue;
      more("");
      for (const outcome of each.row.outcomes) more(outcome);
    }
    for (const [outcome, button] of this.#buttons) {
      const number = counts.get(outcome) ?? 0;
      const shown = button.querySelector("b");
      if (shown) shown.textContent = String(number);
      button.disabled = number === 0 && outcome !== "" && outcome !== this.#outcome;
      button.setAttribute("aria-pressed", String(outcome === this.#outcome));
    }
  }

  /** Gives the lists what there is. What is chosen stays chosen. */
  offer(all: readonly Searchable[]): void {
    this.#options("repository", new Set(all.map(({ row }) => row.repo)));
    this.#options("environment", new Set(all.flatMap(({ environments }) => [...environments])));
    this.#options("account", new Set(all.flatMap(({ accounts }) => [...accounts])));
  }

  #options(name: string, values: ReadonlySet<string>): void {
    const select = this.#form.querySelector<HTMLSelectElement>(`[name=${name}]`);
    const [first] = select?.options ?? [];
    if (!select || !first) return;
    const chosen = select.value;
    const sorted = [...new Set([...values, ...(chosen ? [chosen] : [])])].sort();
    const known = [...select.options].slice(1).map(({ value }) => value);
    if (sorted.join("\n") === known.join("\n")) return;
    select.replaceChildren(first, ...sorted.map((value) => element("option", { value }, value)));
    select.value = chosen;
  }

  #addButton(outcome: FleetOutcome | "", changed: () => void): void {
    const button = document.createElement("button");
    button.type = "button";
    if (outcome !== "") button.append(element("span", { class: `sign is-${outcome}` }));
    button.append(labels[outcome], " ", element("b", {}, "0"));
    button.addEventListener("click", () => {
      this.#outcome = this.#outcome === outcome ? "" : outcome;
      changed();
    });
    this.#form.querySelector(".outcomes")?.append(button);
    this.#buttons.set(outcome, button);
  }

  #value(name: string): string {
    const field = this.#form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
    return field?.value ?? "";
  }
}
