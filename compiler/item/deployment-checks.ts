import type { Problem } from "../diagnostics/index.js";
import { type AnyDeployKind, deployKinds } from "../kinds/index.js";
import type { Settings } from "../settings/index.js";
import { missingKeys, uselessKeys } from "./key-checks.js";
import type { PlainEnvironment } from "./plain-item.js";
import { rawDeployment } from "./raw-deployment.js";

/** What each kind of deployment needs; keys of the others have no place beside it. */
export function checkDeployment(environment: PlainEnvironment, path: string, settings: Settings): Problem[] {
  const deployment = rawDeployment(environment);
  if (deployment === undefined) return [];
  const { kind, raw } = deployment;
  const own = `${path}${deployment.path}`;
  const of = `a deployment of type ${kind.type}`;
  return [
    ...missingKeys({ keys: raw, path: own, of }, kind.keys, []),
    ...useless({ keys: environment, path, of }, "environment", kind),
    ...useless({ keys: environment.Deployment ?? {}, path: `${path}/Deployment`, of }, "deployment", kind),
    ...kind.check(raw, own, settings),
  ];
}

function useless(
  written: Parameters<typeof uselessKeys>[0],
  place: AnyDeployKind["place"],
  kind: AnyDeployKind,
): Problem[] {
  const keysThere = deployKinds.filter((each) => each.place === place).map(({ keys }) => keys);
  return uselessKeys(written, keysThere, kind.keys);
}
