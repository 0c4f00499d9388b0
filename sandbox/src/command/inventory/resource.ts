/** Something in an account, with what it is made of. */
export interface Resource {
  readonly name: string;
  /** What to know of it beside its name, in a few words. */
  readonly detail?: string;
  readonly parts?: readonly Resource[];
}

/** How to reach one account in one region. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** One kind of resource: what its service calls it, and how to list it. */
export interface Kind {
  /** Such as `DynamoDB tables`. */
  readonly name: string;
  /** The order of the list says something; others are shown by name. */
  readonly isOrdered?: boolean;
  list(options: ClientOptions): Promise<readonly Resource[]>;
}

/** All pages of a paginated call. */
export async function gather<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

/** `3 items`, `1 item` */
export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
