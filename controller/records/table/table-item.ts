/**
 * An item as the document client gives it: lists are arrays, sets are sets, binaries are bytes. Numbers that JavaScript
 * cannot hold exactly are `NumberValue`s.
 */
export type TableItem = Readonly<Record<string, unknown>>;
