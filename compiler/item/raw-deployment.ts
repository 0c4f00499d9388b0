import { type AnyDeployKind, defaultDeployType, deployKinds } from "../kinds/index.js";
import type { PlainEnvironment } from "./plain-item.js";

interface RawDeployment {
  readonly kind: AnyDeployKind;
  /** What holds the kind's keys, and where it stands within the environment: `` or `/Deployment`. */
  readonly raw: object;
  readonly path: string;
}

/** How an environment is deployed, as it is written. Undefined if that is said without a sound type. */
export function rawDeployment(environment: PlainEnvironment): RawDeployment | undefined {
  const { Deployment: written } = environment;
  const marked = deployKinds.find(({ mark }) => mark !== undefined && Object.hasOwn(environment, mark));
  const type = written ? written.Type : (marked?.type ?? defaultDeployType);
  const kind = deployKinds.find((each) => each.type === type);
  if (kind === undefined) return undefined;
  if (kind.place === "environment" || written === undefined) return { kind, raw: environment, path: "" };
  return { kind, raw: written, path: "/Deployment" };
}
