import { getDenialReasons, type RequestAnalysis, type RequestDenial } from "@cloud-copilot/iam-simulate";

export interface Refusal {
  /** `User: ARN`, or whoever else asks. */
  readonly who: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * Says no as AWS does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(refusal: Refusal, analysis: RequestAnalysis | undefined): string {
  const { who, action, resource } = refusal;
  const reason = analysis && reasonOf(action, analysis);
  return [`${who} is not authorized to perform: ${action} on resource: ${resource}`, reason]
    .filter(Boolean)
    .join(" ");
}

/** Each kind of policy, as `because no …` and `with an explicit deny in …` name it. */
interface Kind {
  readonly none: string;
  readonly explicit: string;
}

function reasonOf(action: string, analysis: RequestAnalysis): string {
  const denials = getDenialReasons(analysis);
  const explicit = explicitKind(action, analysis, denials);
  if (explicit) return `with an explicit deny in ${explicit.explicit}`;
  const implicit = implicitKind(action, analysis, denials);
  return `because no ${implicit.none} allows the ${action} action`;
}

/** The reasons leave out session policies, and resource policies that deny a whole account. */
function explicitKind(action: string, analysis: RequestAnalysis, denials: readonly RequestDenial[]) {
  if (analysis.sessionAnalysis?.result === "ExplicitlyDenied") return kinds.session;
  const denial = denials.find(({ denialType }) => denialType === "Explicit");
  if (denial) return kindOf(denial.policyType, action);
  const deniesAccount = analysis.resourceAnalysis?.result === "DeniedForAccount";
  return deniesAccount ? kindOf("resource", action) : undefined;
}

/** A role's trust policy comes first: without it no other policy helps, and a service has no other. */
function implicitKind(action: string, analysis: RequestAnalysis, denials: readonly RequestDenial[]) {
  if (analysis.sessionAnalysis?.result === "ImplicitlyDenied") return kinds.session;
  const denial = denials.find(({ policyType }) => policyType === "resource") ?? denials[0];
  return kindOf(denial?.policyType ?? "resource", action);
}

function kindOf(policyType: RequestDenial["policyType"], action: string): Kind {
  switch (policyType) {
    case "identity":
      return kinds.identity;
    case "pb":
      return kinds.boundary;
    case "resource":
      return action.startsWith("sts:") ? kinds.trust : kinds.resource;
    default:
      return { none: `${policyType} policy`, explicit: `a ${policyType} policy` };
  }
}

const kinds = {
  identity: { none: "identity-based policy", explicit: "an identity-based policy" },
  resource: { none: "resource-based policy", explicit: "a resource-based policy" },
  boundary: { none: "permissions boundary", explicit: "a permissions boundary" },
  session: { none: "session policy", explicit: "a session policy" },
  trust: { none: "role trust policy", explicit: "the role trust policy" },
} as const satisfies Readonly<Record<string, Kind>>;
