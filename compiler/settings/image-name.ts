/** A host before an image's name has a dot or a port, or is this machine. */
const host = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?)$/;
const isHost = (part: string) => host.test(part) && (/[.:]/.test(part) || part === "localhost");
const component = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digest = /^[A-Za-z][A-Za-z0-9]*:[0-9A-Fa-f]{32,}$/;

/**
 * Why a text names no image, or undefined if it may name one: the grammar of the registries' own reference,
 * `[host[:port]/]path[:tag][@digest]` (https://pkg.go.dev/github.com/distribution/reference).
 */
export function whyNoImage(name: string): string | undefined {
  if (name.includes("://")) return "it starts with a scheme";
  const [named = "", digestOf, ...digests] = name.split("@");
  if (digests.length > 0 || (digestOf !== undefined && !digest.test(digestOf)))
    return "what follows its @ is no digest, such as sha256:0a1b…";
  const parts = named.split("/");
  const [last = "", tagOf, ...tags] = (parts.pop() ?? "").split(":");
  if (tags.length > 0) return "it has two tags";
  if (tagOf !== undefined && !tag.test(tagOf)) return `its tag ${tagOf || "after the :"} is none`;
  const path = parts[0] !== undefined && isHost(parts[0]) ? parts.slice(1) : parts;
  const wrong = [...path, last].find((part) => !component.test(part));
  if (wrong === undefined) return undefined;
  return wrong === ""
    ? "a part of it is empty"
    : `its part ${wrong} is not of lower-case letters, digits and single ._- between them`;
}
