import { type ApiModel, shapeOf } from "./models.js";

/** What a call of a REST service says in its path and its query, by the names of the input's members. */
export function restMembers(model: ApiModel, operation: string, url: string): Record<string, unknown> {
  const { input, http } = model.operations[operation] ?? {};
  if (!input || !http) return {};
  const address = new URL(url, "http://localhost");
  const labels = labelsIn(http.requestUri, address.pathname);
  const members = Object.entries(shapeOf(model, input.shape).members ?? {});
  const told = members.flatMap(([name, { location, locationName = name, shape }]) => {
    if (location === "uri") return [[name, labels[locationName]]];
    const values = location === "querystring" ? address.searchParams.getAll(locationName) : [];
    if (values.length === 0) return [];
    return [[name, shapeOf(model, shape).type === "list" ? values : values[0]]];
  });
  return Object.fromEntries(told);
}

/** `/untagResource/{resourceArn}`: what stands in the place of each label, decoded. */
function labelsIn(template: string, path: string): Record<string, string> {
  const segments = path.split("/");
  const pairs = template.split("/").flatMap((part, index) => {
    const label = /^\{(\w+)\+?\}$/.exec(part)?.[1];
    return label === undefined ? [] : [[label, decoded(segments[index] ?? "")]];
  });
  return Object.fromEntries(pairs);
}

/** What is not properly encoded is refused as the value that it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
