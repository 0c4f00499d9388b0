import { type ActionDeclaration, actionsOf, type PipelineDeclaration } from "../declaration.js";
import { inRunOrder } from "./artifacts.js";
import { firstRepeated, invalidAction, invalidStructure } from "./rule.js";

/** What comes without being declared: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html */
const reservedNamespace = "codepipeline";
const pipelineNamespace = "variables";

export function uniqueVariables({ variables = [] }: PipelineDeclaration): void {
  const repeated = firstRepeated(variables.map(({ name }) => name));
  if (repeated !== undefined) {
    throw invalidStructure(
      `Variable names must be unique. The following variable name is already in use: ${repeated}`,
    );
  }
}

/** …/reference-variables.html: a namespace belongs to one action, and `codepipeline` to AWS. */
export function uniqueNamespaces(pipeline: PipelineDeclaration): void {
  const placed = actionsOf(pipeline).filter(({ action }) => action.namespace !== undefined);
  const repeated = firstRepeated(placed.map(({ action }) => action.namespace ?? ""));
  if (repeated !== undefined) {
    const lines = placed
      .filter(({ action }) => action.namespace === repeated)
      .map(
        ({ stage, action }) =>
          `StageName=[${stage.name}], ActionName=[${action.name}], Namespace=[${repeated}]`,
      );
    throw invalidAction(
      `Namespaces must be unique across the pipeline definition. The following occur more than once in the pipeline.\n\n${lines.join("\n")}`,
    );
  }
  const reserved = placed.find(({ action }) => action.namespace === reservedNamespace);
  if (reserved) {
    throw invalidAction(
      `Action '${reserved.action.name}' has the namespace '${reservedNamespace}', which is reserved`,
    );
  }
}

/** …/actions-variables.html: `#{namespace.key}` reads what an earlier action, the pipeline or AWS has set. */
export function knownReferences(pipeline: PipelineDeclaration): void {
  const known = new Set([reservedNamespace, ...(pipeline.variables?.length ? [pipelineNamespace] : [])]);
  for (const stage of pipeline.stages) {
    for (const group of inRunOrder(stage.actions)) {
      for (const action of group) requireKnown(stage.name, action, known);
      for (const { namespace } of group) if (namespace !== undefined) known.add(namespace);
    }
  }
}

function requireKnown(stageName: string, action: ActionDeclaration, known: ReadonlySet<string>): void {
  for (const [key, value] of Object.entries(action.configuration ?? {})) {
    for (const [, reference = ""] of value.matchAll(/#\{([^}]*)\}/g)) {
      const [namespace = "", variable] = reference.split(".");
      if (!variable || !known.has(namespace)) {
        throw invalidAction(
          `Valid format for a pipeline execution variable reference is a namespace and a key separated by a period (.). The following pipeline execution variables are referencing a namespace that does not exist. StageName=[${stageName}], ActionName=[${action.name}], ActionConfigurationKey=[${key}], VariableReferenceText=[${reference}]`,
        );
      }
    }
  }
}
