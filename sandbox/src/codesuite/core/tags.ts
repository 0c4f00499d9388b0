import { AwsError } from "./errors.js";

/** A resource's tags: key → value. */
export type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/reference.html: 50 tags of one's own for each resource. */
export const maxTags = 50;

/** `aws:` is AWS's own prefix, in any case of letters; only AWS may set such tags. */
export function reservedKey(keys: readonly string[]): string | undefined {
  return keys.find((key) => key.toLowerCase().startsWith("aws:"));
}

/**
 * Of what belongs to the Developer Tools console, connections and notification rules:
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/limits.html. Throws AWS's errors.
 */
export function checkConsoleTags(tags: Tags): void {
  const keys = Object.keys(tags);
  const reserved = reservedKey(keys);
  if (reserved !== undefined) {
    throw new AwsError(
      "ValidationException",
      `The tag key '${reserved}' starts with aws:, which is reserved`,
    );
  }
  if (keys.length > maxTags) {
    throw new AwsError("LimitExceededException", `The maximum number of tags for a resource is ${maxTags}`);
  }
}

export function withTags(tags: Tags, added: Tags): Tags {
  return { ...tags, ...added };
}

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

/** The condition keys by which policies decide on a call that brings tags. */
export function requestTagContext(tags: Tags): Record<string, string | readonly string[]> {
  const values = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  const keys = Object.keys(tags);
  return { ...Object.fromEntries(values), ...(keys.length > 0 ? { "aws:TagKeys": keys } : {}) };
}

/** The condition keys by which policies decide on a resource that bears tags. */
export function resourceTagContext(tags: Tags): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
