import { pipelineId } from "../../../compiler/index.js";
import type { PipelineKey } from "../../records/index.js";
import type { Objects } from "../../state/index.js";
import type { Finding } from "./finding.js";

interface State {
  readonly resources?: readonly unknown[];
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
}

/** States of pipelines that neither the table nor the ledger knows: `keys` are all that those know. */
export async function examineStates(keys: readonly PipelineKey[], objects: Objects): Promise<Finding[]> {
  const known = new Set(keys.map(({ repository, branch }) => pipelineId(repository, branch)));
  const findings: Finding[] = [];
  for await (const place of objects.keys("pipelines/")) {
    const [, id] = /^pipelines\/([^/]+)\/terraform\.tfstate$/.exec(place) ?? [];
    if (id === undefined || known.has(id)) continue;
    const found = await objects.read(place);
    if (found) findings.push(stray(id, place, JSON.parse(new TextDecoder().decode(found.bytes))));
  }
  return findings;
}

/** What the state holds can only be destroyed by its configuration, which an item gives back. */
function stray(id: string, place: string, { resources = [], outputs = {} }: State): Finding {
  const [repository, branch] = [outputs.repository?.value, outputs.branch?.value];
  const item = repository && branch ? `an item of ${repository} ${branch}` : "its item";
  const holds = resources.length > 0 ? `holds ${resources.length} resources` : "is empty";
  return {
    kind: "state",
    subject: id,
    message: `The state ${place} ${holds}, and neither the table nor the ledger knows its pipeline.`,
    remedy: `Put ${item} into the table, let it be deployed, and remove it then.`,
    fix: "manual",
  };
}
