import type {
  DeleteResourcePolicyInput,
  GetResourcePolicyInput,
  PutResourcePolicyInput,
} from "@aws-sdk/client-codebuild";
import { type CodeSuiteContext, type Operation, type OperationCall, tryParseArn } from "../core/index.js";
import { invalidInput, notFound } from "./errors.js";
import { nameOf, placeOf, tablesOf } from "./state.js";

/** By which projects and report groups are shared with other accounts. They are kept and told; nobody is let in by them. */
export function resourcePolicyOperations(context: CodeSuiteContext): Readonly<Record<string, Operation>> {
  return {
    PutResourcePolicy: putPolicy(context),
    GetResourcePolicy: readPolicy(context),
    DeleteResourcePolicy: deletePolicy(context),
  };
}

function putPolicy(context: CodeSuiteContext): Operation<PutResourcePolicyInput> {
  return {
    permission: ({ resourceArn = "" }) => ({ resource: resourceArn }),
    handle: ({ resourceArn = "", policy = "" }, call) => {
      requireResource(context, call, resourceArn);
      if (!isJson(policy)) throw invalidInput("Invalid policy: it is not a JSON document");
      tablesOf(context, placeOf(call)).policies.put(resourceArn, { policy });
      return { resourceArn };
    },
  };
}

function readPolicy(context: CodeSuiteContext): Operation<GetResourcePolicyInput> {
  return {
    permission: ({ resourceArn = "" }) => ({ resource: resourceArn }),
    handle: ({ resourceArn = "" }, call) => {
      const found = tablesOf(context, placeOf(call)).policies.get(resourceArn);
      if (!found) throw notFound(`Resource policy cannot be found: ${resourceArn}`);
      return { policy: found.policy };
    },
  };
}

function deletePolicy(context: CodeSuiteContext): Operation<DeleteResourcePolicyInput> {
  return {
    permission: ({ resourceArn = "" }) => ({ resource: resourceArn }),
    handle: ({ resourceArn = "" }, call) => {
      tablesOf(context, placeOf(call)).policies.delete(resourceArn);
      return {};
    },
  };
}

function requireResource(context: CodeSuiteContext, call: OperationCall, arn: string): void {
  const place = placeOf(call);
  const { projects, reportGroups } = tablesOf(context, place);
  const project = projects.get(nameOf(arn, "project", place) ?? "");
  const group = reportGroups.list().some((each) => each.arn === arn);
  if (project || group) return;
  if (tryParseArn(arn)?.service !== "codebuild") throw invalidInput(`Invalid resource ARN: ${arn}`);
  throw notFound(`Resource cannot be found: ${arn}`);
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
