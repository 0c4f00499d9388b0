import type { CodeSuiteContext, Operation } from "../core/index.js";
import { type ActionType, actionTypes } from "./actions/index.js";
import { describedCustomTypes } from "./custom-types.js";

/** Answers in one page: the types are few. */
export function listActionTypes(context: CodeSuiteContext): Operation<{ actionOwnerFilter?: string }> {
  return {
    handle: ({ actionOwnerFilter: owner }, call) => {
      const own = owner === undefined || owner === "Custom" ? describedCustomTypes(context, call) : [];
      const others = actionTypes.filter((type) => owner === undefined || type.owner === owner);
      return { actionTypes: [...others.map(describe), ...own] };
    },
  };
}

function describe({
  category,
  owner,
  provider,
  version,
  inputs,
  outputs,
  required,
  optional,
}: ActionType): object {
  return {
    id: { category, owner, provider, version },
    inputArtifactDetails: { minimumCount: inputs[0], maximumCount: inputs[1] },
    outputArtifactDetails: { minimumCount: outputs[0], maximumCount: outputs[1] },
    actionConfigurationProperties: [
      ...required.map((name) => property(name, true)),
      ...optional.map((name) => property(name, false)),
    ],
  };
}

function property(name: string, required: boolean): object {
  return { name, required, key: true, secret: name === "OAuthToken" };
}
