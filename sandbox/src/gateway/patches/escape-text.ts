import { type Answer, withoutHeaders } from "../message.js";
import type { Patch } from "../patch.js";

export interface EscapeTextOptions {
  /** The names of all elements that a service's answers may have, by its name in a signature; none for others. */
  readonly elementsOf: (service: string) => ReadonlySet<string>;
}

/** Answers in XML: what is neither an element of the service nor an entity is text, and is written as text. */
export function escapeText({ elementsOf }: EscapeTextOptions): Patch {
  return {
    name: "escape-text",
    why:
      "MiniStack writes descriptions and tags into XML as they came, in IAM, EC2 and SNS above all. One `&` in a " +
      "role's description makes the list of all roles unreadable for every SDK, and a role that was made is lost to " +
      "Terraform's state. AWS escapes text.",
    matches: ({ protocol }) => protocol === "query",

    async answer(call, send) {
      const answer = await send(call.request);
      const elements = elementsOf(call.credential?.service ?? "");
      return elements.size === 0 ? answer : escaped(answer, elements);
    },
  };
}

/** An opening, closing or empty element, its namespace included; or the declaration. */
const markup = /<(?:\/?([A-Za-z]\w*)(?:\s+xmlns="[^"<>]*")?\s*\/?>|\?xml [^<>]*\?>)?/g;
const ampersand = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/g;

function escaped(answer: Answer, elements: ReadonlySet<string>): Answer {
  const before = answer.body.toString();
  const text = escapeBetween(before, elements);
  if (text === before) return answer;
  const body = Buffer.from(text);
  const kept = withoutHeaders(answer.headers, ["content-length", "transfer-encoding"]);
  return { ...answer, headers: [...kept, "Content-Length", String(body.length)], body };
}

/** The outermost element is the operation's own (`ListRolesResponse`), within which comes its result. */
export function escapeBetween(xml: string, elements: ReadonlySet<string>): string {
  const isElement = (name: string) => elements.has(name) || /^[A-Z]\w*(?:Response|Result)$/.test(name);
  return xml
    .replace(ampersand, "&amp;")
    .replace(markup, (found, name?: string) =>
      found.startsWith("<?xml") || (name !== undefined && isElement(name)) ? found : `&lt;${found.slice(1)}`,
    );
}
