/** What an element holds: other elements, texts, or nothing. */
export type Child = Node | string | undefined | false;

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element. Every text is text: nothing here reads markup. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(key, value);
  for (const child of children) if (child) made.append(child);
  return made;
}

/** A link to elsewhere, or its words alone where that is no page of the web: an address is anybody's text too. */
export function link(address: string | undefined, words: string): Child {
  if (address === undefined || !/^https:\/\/[^/]/.test(address)) return words;
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
