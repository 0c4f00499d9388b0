import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  requestTagContext,
  type Table,
  type Tags,
} from "../core/index.js";
import type { ActionType } from "./actions/index.js";
import { checkPipelineTags, type PipelineTags, readPipelineTags, writePipelineTags } from "./tags.js";

interface Counts {
  readonly minimumCount: number;
  readonly maximumCount: number;
}

interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly key: boolean;
  readonly secret: boolean;
  readonly queryable?: boolean;
}

interface Key {
  readonly category: string;
  readonly provider: string;
  readonly version: string;
}

interface NewType extends Key {
  readonly settings?: object;
  readonly configurationProperties?: readonly Property[];
  readonly inputArtifactDetails: Counts;
  readonly outputArtifactDetails: Counts;
  readonly tags?: PipelineTags;
}

export interface CustomTypeRecord extends Omit<NewType, "tags"> {
  readonly tags: Tags;
  /** A version that was deleted is never used again. */
  readonly deleted: boolean;
}

/** By `category/provider/version`. */
export function customTypesAt(
  { store }: CodeSuiteContext,
  { accountId, region }: Pick<OperationCall, "accountId" | "region">,
): Table<CustomTypeRecord> {
  return store.table({ accountId, region, service: "codepipeline", table: "custom-types" });
}

/** The custom types that pipelines of this account and region may have. */
export function customTypes(context: CodeSuiteContext, call: OperationCall): ActionType[] {
  return present(context, call).map((type) => ({
    ...{ category: type.category, owner: "Custom", provider: type.provider, version: type.version },
    inputs: [type.inputArtifactDetails.minimumCount, type.inputArtifactDetails.maximumCount],
    outputs: [type.outputArtifactDetails.minimumCount, type.outputArtifactDetails.maximumCount],
    required: namesOf(type, true),
    optional: namesOf(type, false),
  }));
}

export function createCustomType(context: CodeSuiteContext): Operation<NewType> {
  return {
    permission: (input, call) => ({
      resource: typeArn(call, input),
      context: requestTagContext(readPipelineTags(input.tags)),
    }),
    handle({ tags, ...given }, call) {
      const types = customTypesAt(context, call);
      if (types.get(keyOf(given))) throw used(given);
      checkPipelineTags(typeArn(call, given), readPipelineTags(tags));
      checkProperties(given.configurationProperties ?? []);
      const type = { ...given, tags: readPipelineTags(tags), deleted: false };
      types.put(keyOf(given), type);
      return { actionType: described(type), tags: writePipelineTags(type.tags) };
    },
  };
}

/** One that is not there is deleted already: the operation has no such error. */
export function deleteCustomType(context: CodeSuiteContext): Operation<Key> {
  return {
    permission: (key, call) => ({ resource: typeArn(call, key) }),
    handle(key, call) {
      const type = customTypesAt(context, call).get(keyOf(key));
      if (type) customTypesAt(context, call).put(keyOf(key), { ...type, deleted: true });
      return {};
    },
  };
}

/** As `ListActionTypes` tells them. */
export function describedCustomTypes(context: CodeSuiteContext, call: OperationCall): object[] {
  return present(context, call).map(described);
}

/** `actiontype:Custom/Build/Jenkins/1`: the record's key, or undefined for an ARN's resource of another kind. */
export function customTypeKey(resource: string): string | undefined {
  return /^actiontype:Custom\/(.+)$/.exec(resource)?.[1];
}

function present(context: CodeSuiteContext, call: OperationCall): CustomTypeRecord[] {
  return customTypesAt(context, call)
    .list()
    .filter(({ deleted }) => !deleted);
}

function described(type: CustomTypeRecord): object {
  const { category, provider, version, settings, inputArtifactDetails, outputArtifactDetails } = type;
  return {
    id: { category, owner: "Custom", provider, version },
    settings,
    actionConfigurationProperties: type.configurationProperties ?? [],
    inputArtifactDetails,
    outputArtifactDetails,
  };
}

function namesOf({ configurationProperties = [] }: CustomTypeRecord, required: boolean): string[] {
  return configurationProperties.filter((each) => each.required === required).map(({ name }) => name);
}

/** API reference, ActionConfigurationProperty (queryable): one at most, which is required and not secret. */
function checkProperties(properties: readonly Property[]): void {
  const queryable = properties.filter((each) => each.queryable);
  if (queryable.length > 1 || queryable.some(({ required, secret }) => !required || secret)) {
    throw new AwsError(
      "ValidationException",
      "One configuration property at most is queryable, and it must be required and not secret",
    );
  }
}

/** …/userguide/actions-create-custom-action.html: a version that was deleted takes a new version string. */
function used({ category, provider, version }: Key): AwsError {
  return new AwsError(
    "ValidationException",
    `An action type with Category '${category}', Provider '${provider}' and Version '${version}' exists or has existed; use another version`,
  );
}

function keyOf({ category, provider, version }: Key): string {
  return `${category}/${provider}/${version}`;
}

function typeArn(call: OperationCall, key: Key): string {
  return arnAt(call, "codepipeline", `actiontype:Custom/${keyOf(key)}`);
}
