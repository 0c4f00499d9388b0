/** An item as the document client gives it: lists are arrays, sets are sets. */
export type TableItem = Readonly<Record<string, unknown>>;
