import { arnAt, type Operation } from "../core/index.js";
import { type ActionType, actionTypes } from "./actions/index.js";

/** Answers in one page: the types are few. */
export function listActionTypes(): Operation<{ actionOwnerFilter?: string }> {
  return {
    handle: ({ actionOwnerFilter: owner }) => ({
      actionTypes: actionTypes.filter((type) => owner === undefined || type.owner === owner).map(describe),
    }),
  };
}

/** None: webhooks belong to sources of the first generation, which the sandbox does not call. */
export function listWebhooks(): Operation {
  return {
    permission: (_, call) => ({ resource: arnAt(call, "codepipeline", "webhook:*") }),
    handle: () => ({ webhooks: [] }),
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
