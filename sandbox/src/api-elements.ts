import type { Models } from "./codesuite/index.js";

/** API models by the name in a signature, where botocore's folder is called otherwise. */
const folders: Readonly<Record<string, string>> = {
  monitoring: "cloudwatch",
  email: "ses",
  elasticloadbalancing: "elbv2",
};

/** What every answer of the Query protocol may have beside the members of its shapes. */
const ofProtocol = [
  ...["ResponseMetadata", "RequestId", "requestId", "ErrorResponse", "Error", "Type", "Code", "Message"],
  ...["Response", "Errors", "RequestID", "Detail", "member", "item", "entry", "key", "value"],
];

/** The elements that a service's answers in XML may have, by the service's API model; each model is read once. */
export function apiElements(models: Models): (service: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (service) => {
    const found = known.get(service) ?? elementsIn(models, folders[service] ?? service);
    known.set(service, found);
    return found;
  };
}

function elementsIn(models: Models, folder: string): ReadonlySet<string> {
  const model = models.tryLoad(folder);
  if (!model) return new Set();
  const shapes = Object.values(model.shapes);
  const members = shapes.flatMap(({ members: of = {} }) =>
    Object.entries(of).flatMap(([name, { locationName }]) => [name, locationName ?? name]),
  );
  const inner = shapes.flatMap(({ member, key, value }) =>
    [member, key, value].flatMap((each) => each?.locationName ?? []),
  );
  return new Set([...ofProtocol, ...members, ...inner]);
}
