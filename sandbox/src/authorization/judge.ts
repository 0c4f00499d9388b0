import {
  isWildcardOnlyAction,
  type RequestAnalysis,
  runSimulation,
  type SuccessfulRunSimulationResults,
} from "@cloud-copilot/iam-simulate";
import { parseArn, tryParseArn } from "./arn.js";
import type { ConditionKeys } from "./context.js";
import type { Grants } from "./grants.js";

export interface Question {
  /** The caller's ARN, or a service such as `codebuild.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly keys: ConditionKeys;
  readonly grants: Omit<Grants, "tags">;
  /** The resource's own policy; a role's trust policy is one. */
  readonly resourcePolicy?: unknown;
}

export interface Judgement {
  readonly isAllowed: boolean;
  readonly analysis?: RequestAnalysis;
}

/** Evaluates policies as IAM does. A question that IAM would not understand throws: it is the asker's mistake. */
export async function judge(question: Question): Promise<Judgement> {
  const { principal, action, keys, grants } = question;
  const { identityPolicies, boundary, sessionPolicy } = grants;
  const results = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: await resourceFor(question),
        contextVariables: Object.fromEntries(
          Object.entries(keys).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
        ),
      },
      identityPolicies: [...identityPolicies],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary && { permissionBoundaryPolicies: [...boundary] }),
      ...(sessionPolicy !== undefined && { sessionPolicy }),
      ...(question.resourcePolicy !== undefined && { resourcePolicy: question.resourcePolicy }),
    },
    {},
  );
  if (results.resultType === "error") {
    throw new Error(`IAM cannot judge ${action} on ${question.resource}: ${JSON.stringify(results.errors)}`);
  }
  const analysis = analysisOf(results);
  return { isAllowed: results.overallResult === "Allowed", ...(analysis && { analysis }) };
}

/** Actions without a resource level are asked about `*`, whatever the asker had in mind. */
async function resourceFor({ action, resource, principal }: Question) {
  const [service = "", name = ""] = action.split(":");
  const asked = (await isWildcardOnlyAction(service, name)) ? "*" : resource;
  const accountId = tryParseArn(resource)?.accountId || parseArn(principal).accountId;
  return { resource: asked, accountId };
}

function analysisOf(results: SuccessfulRunSimulationResults): RequestAnalysis | undefined {
  return results.resultType === "single" ? results.result.analysis : results.results[0]?.analysis;
}
