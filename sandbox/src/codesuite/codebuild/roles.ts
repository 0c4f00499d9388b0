import { type CodeSuiteContext, type OperationCall, tryParseArn } from "../core/index.js";
import { invalidInput, roleNotAssumable } from "./errors.js";

const servicePrincipal = "codebuild.amazonaws.com";

/** The caller may hand the role over, and the role exists and trusts CodeBuild. */
export async function checkServiceRole(
  context: CodeSuiteContext,
  call: OperationCall,
  roleArn: string,
  projectArn: string,
): Promise<void> {
  const role = tryParseArn(roleArn);
  if (role?.accountId !== call.accountId) {
    throw invalidInput("Invalid service role: Service role account ID does not match caller's account");
  }
  await call.require({
    action: "iam:PassRole",
    resource: roleArn,
    context: { "iam:PassedToService": servicePrincipal },
  });
  await checkTrust(context, roleArn, projectArn);
}

/**
 * The role exists and trusts CodeBuild, which says on behalf of which project it asks: see
 * https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html.
 */
export async function checkTrust(
  { authorizer }: CodeSuiteContext,
  roleArn: string,
  projectArn: string,
): Promise<void> {
  const decision = await authorizer.trusts({
    roleArn,
    principal: { service: servicePrincipal },
    context: {
      "aws:SourceAccount": tryParseArn(roleArn)?.accountId ?? "",
      "aws:SourceArn": projectArn,
    },
  });
  if (!decision.allowed) throw roleNotAssumable();
}
