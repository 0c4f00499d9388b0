import type { Clients } from "./clients.js";
import type { Values } from "./missing.js";

export type Tags = Readonly<Record<string, string>>;

/** Whose things are looked for, and how. */
export interface Search {
  readonly clients: Clients;
  readonly pipelineId: string;
  /** The stack's name: it tells two installations of one account apart, which the id does not. */
  readonly stack: string;
}

/** Something that stands in AWS. */
export interface FoundResource {
  /** As `terraform import` wants it: https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
  readonly id: string;
  /** Its own tags; of what bears none, those of what it belongs to. */
  readonly tags: Tags;
  /** Another account has it, so that nothing of it can be seen. */
  readonly isElsewhere?: boolean;
}

/** Looks in AWS for what a resource of one type would be called. */
export type Finder = (values: Values, search: Search) => Promise<FoundResource | undefined>;

/** The tags that every resource of a stack bears. */
export function tagsOf({ pipelineId, stack }: Omit<Search, "clients">): Tags {
  return { "stagewright:pipeline": pipelineId, "stagewright:stack": stack };
}

export function bearsTags(tags: Tags, search: Search): boolean {
  return Object.entries(tagsOf(search)).every(([name, value]) => tags[name] === value);
}

interface AnyTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

/** Each service spells tags in its own way. */
export function tagsIn(tags: readonly AnyTag[] = []): Tags {
  return Object.fromEntries(tags.map(nameAndValue));
}

function nameAndValue({ Key, Value, key, value, TagKey, TagValue }: AnyTag): [string, string] {
  return [Key ?? key ?? TagKey ?? "", Value ?? value ?? TagValue ?? ""];
}

/** An attribute that is a text; empty where it is not known. */
export function text(values: Values, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}
