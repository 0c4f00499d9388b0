import { isWildcardOnlyAction, runSimulation } from "@cloud-copilot/iam-simulate";
import type { Question } from "@stagewright/sandbox/testing";

/**
 * Whether IAM allows a call, in the opinion of `@cloud-copilot/iam-simulate`. It is no part of what is shipped: its
 * licence is the AGPL. A question that IAM would not understand throws: it is the asker's mistake.
 */
export async function allowsInSecondOpinion(question: Question): Promise<boolean> {
  const { principal, action, keys, boundary, sessionPolicy, resourcePolicy } = question;
  const contextVariables = Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
  );
  const results = await runSimulation(
    {
      request: { principal, action, resource: await resourceFor(question), contextVariables },
      identityPolicies: question.identityPolicies.map(named),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary && { permissionBoundaryPolicies: [named(boundary, 0)] }),
      ...(sessionPolicy && { sessionPolicy }),
      ...(resourcePolicy && { resourcePolicy }),
    },
    {},
  );
  if (results.resultType === "error") {
    throw new Error(`IAM cannot judge ${action} on ${question.resource}: ${JSON.stringify(results.errors)}`);
  }
  return results.overallResult === "Allowed";
}

const named = (policy: object, index: number) => ({ name: `policy ${index}`, policy });

/** Actions without a resource level are asked about `*`, whatever the asker had in mind. */
async function resourceFor({ action, resource, principal, owner }: Question) {
  const [service = "", name = ""] = action.split(":");
  const asked = (await isWildcardOnlyAction(service, name)) ? "*" : resource;
  return { resource: asked, accountId: owner ?? (accountIn(resource) || accountIn(principal)) };
}

function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}
