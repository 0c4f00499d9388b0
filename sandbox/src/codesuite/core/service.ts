import type { Authorizer, Caller, Service, ServiceAnswer, ServiceCall } from "../../service.js";
import { AwsError } from "./errors.js";
import type { ApiModel } from "./models.js";
import { restMembers } from "./rest.js";
import { type Violation, validate, validationError } from "./validate.js";
import { decode, encode, malformed } from "./wire.js";

/** What IAM is asked before something is done. */
export interface Permission {
  /** Such as `iam:PassRole`. Default: the operation itself. */
  readonly action?: string;
  /** An ARN, or `*` where the action has no resource level. */
  readonly resource: string;
  /** Condition keys and their values: `{ "aws:TagKeys": ["team"] }`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** One account in one region. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Who calls, and where. */
export interface OperationCall extends Place {
  readonly caller: Caller;
  readonly operation: string;
  /** Throws `AccessDeniedException` unless the caller is allowed this too. */
  require(permission: Permission): Promise<void>;
}

/** Inputs come decoded and checked against the model; outputs are encoded by it. */
export interface Operation<Input = unknown> {
  /** What the caller must be allowed. Default: the operation on `*`. */
  permission?(input: Input, call: OperationCall): Permission | Promise<Permission>;
  handle(input: Input, call: OperationCall): object | Promise<object>;
}

export interface ServiceDefinition {
  readonly model: ApiModel;
  /** Prefixes of `X-Amz-Target`. Default: the model's own, whole and without its package, since clients send either. */
  readonly targets?: readonly string[];
  /** The part before the colon in IAM actions: `codepipeline`. */
  readonly iamPrefix: string;
  readonly authorizer: Authorizer;
  readonly operations: Readonly<Record<string, Operation>>;
  /** The error for inputs that break the model's constraints. Default: `ValidationException`. */
  invalid?(violations: readonly Violation[]): AwsError;
  close?(): Promise<void>;
}

/** A service of the AWS JSON protocol: parses, validates, authorizes, handles and serialises. */
export function defineService(definition: ServiceDefinition): Service {
  return {
    targets: definition.targets ?? targetsOf(definition.model),
    ...restName(definition.model),
    answer: async (call) => {
      try {
        return { status: 200, body: await run(definition, call) };
      } catch (error) {
        return failure(error);
      }
    },
    close: async () => definition.close?.(),
  };
}

function targetsOf({ metadata: { targetPrefix } }: ApiModel): string[] {
  if (targetPrefix === undefined) return [];
  const withoutPackage = targetPrefix.slice(targetPrefix.lastIndexOf(".") + 1);
  return [...new Set([targetPrefix, withoutPackage])];
}

/** A REST service is known by the name that its calls are signed for. */
function restName({ metadata }: ApiModel): Pick<Service, "signingName"> {
  const { targetPrefix, signingName = metadata.endpointPrefix } = metadata;
  return targetPrefix === undefined && signingName !== undefined ? { signingName } : {};
}

async function run(definition: ServiceDefinition, serviceCall: ServiceCall): Promise<unknown> {
  const { model } = definition;
  const operation = findOperation(definition, serviceCall.operation);
  const { input: inputShape, output: outputShape } = model.operations[serviceCall.operation] ?? {};
  const input = inputShape ? readInput(definition, inputShape.shape, serviceCall) : {};
  const call = describeCall(definition, serviceCall);
  await call.require((await operation.permission?.(input, call)) ?? { resource: "*" });
  const output = await operation.handle(input, call);
  return outputShape ? encode(model, outputShape.shape, output) : {};
}

function findOperation({ model, operations }: ServiceDefinition, name: string): Operation {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation) return operation;
  if (!Object.hasOwn(model.operations, name)) {
    throw new AwsError("UnknownOperationException", `Unknown operation ${name}`);
  }
  const service = model.metadata.serviceFullName;
  throw new AwsError("NotImplementedException", `The sandbox's ${service} does not offer ${name}`, 501);
}

function readInput(definition: ServiceDefinition, shape: string, call: ServiceCall): unknown {
  const body = parseJson(call.body);
  const told = call.url === undefined ? {} : restMembers(definition.model, call.operation, call.url);
  const isWhole = Object.keys(told).length === 0 || typeof body !== "object" || body === null;
  const input = decode(definition.model, shape, isWhole ? body : { ...body, ...told });
  const violations = validate(definition.model, shape, input);
  if (violations.length > 0) throw (definition.invalid ?? validationError)(violations);
  return input;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body || "{}");
  } catch {
    throw malformed("The request body is not JSON");
  }
}

function describeCall({ iamPrefix, authorizer }: ServiceDefinition, serviceCall: ServiceCall): OperationCall {
  const { caller, region, operation } = serviceCall;
  return {
    accountId: caller.accountId,
    region,
    caller,
    operation,
    async require({ action = `${iamPrefix}:${operation}`, resource, context = {} }) {
      const decision = await authorizer.authorize({ caller, action, resource, context });
      if (!decision.allowed) throw new AwsError("AccessDeniedException", decision.message);
    },
  };
}

function failure(error: unknown): ServiceAnswer {
  if (error instanceof AwsError) {
    return { status: error.status, body: { __type: error.code, message: error.message } };
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, body: { __type: "InternalFailure", message: `The sandbox failed: ${reason}` } };
}
