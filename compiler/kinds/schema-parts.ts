import type { Schema } from "../diagnostics/index.js";
import { approvalDefinitions, approvalKeys } from "./approval/index.js";
import type { AnyDeployKind, AnySourceKind } from "./index.js";
import { jobDefinitions, jobKeys } from "./job/index.js";
import type { SchemaParts } from "./join-schema.js";
import type { Properties } from "./kind.js";
import { lentKeys } from "./lent-keys.js";

/** What the kinds say of the schemas of items and settings, by the names of the places where it stands there. */
export function schemaParts(
  sources: readonly AnySourceKind[],
  deployments: readonly AnyDeployKind[],
): SchemaParts {
  return {
    source: { Type: typeOf(sources), ...keysOf(sources) },
    job: jobKeys,
    jobDefinitions,
    keys: lentKeys,
    approval: approvalKeys,
    approvalDefinitions,
    deploy: { ...keysOf(at("environment", deployments)), Deployment: deploymentOf(deployments) },
    deploySettings: { ...settingsOf(deployments), ...ownSettingsOf(deployments) },
  };
}

type Kind = AnySourceKind | AnyDeployKind;

/** Throws where two kinds give one key two meanings. */
function keysOf(kinds: readonly Kind[]): Properties {
  const all = kinds.flatMap(({ keys }) => Object.entries(keys.properties));
  const names = all.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`Two kinds have a key ${twice}: one key means one thing.`);
  return Object.fromEntries(all);
}

function typeOf(kinds: readonly Kind[]): Schema {
  const types = kinds.map(({ type }) => type);
  return {
    description: `${kinds.map(({ label }) => label).join("; ")}.`,
    type: "string",
    enum: types,
    examples: [types[1] ?? types[0]],
  };
}

function at(place: AnyDeployKind["place"], kinds: readonly AnyDeployKind[]): AnyDeployKind[] {
  return kinds.filter((kind) => kind.place === place);
}

function deploymentOf(kinds: readonly AnyDeployKind[]): Schema {
  return {
    description: `How it is deployed. Left out, by ${kinds[0]?.type}, whose keys stand beside this one.`,
    type: "object",
    additionalProperties: false,
    required: ["Type"],
    properties: { Type: typeOf(kinds), ...keysOf(at("deployment", kinds)) },
    examples: [{ Type: kinds[0]?.type }],
  };
}

/** Beside `deploy`, for the kinds that an installation knows by a key of their own. */
function ownSettingsOf(kinds: readonly AnyDeployKind[]): Properties {
  return Object.fromEntries(kinds.flatMap(({ ownSettings = {} }) => Object.entries(ownSettings)));
}

/** `deploy.<type>`, for the kinds that have settings of their own. */
function settingsOf(kinds: readonly AnyDeployKind[]): Properties {
  const own = kinds.flatMap(({ type, settings }) => (settings ? [[type, settings] as const] : []));
  if (own.length === 0) return {};
  return {
    deploy: {
      description: "What kinds of deployment need to know of the installation, by their types.",
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(own),
      default: {},
      examples: [Object.fromEntries(own.map(([type, { examples }]) => [type, [examples].flat()[0] ?? {}]))],
    },
  };
}
