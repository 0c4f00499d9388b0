import type { CloudFormationClient, CreateStackCommandInput } from "@aws-sdk/client-cloudformation";
import type { ActionWork } from "./execution.js";
import type { TargetStack } from "./stack.js";
import { fileOf, stackInputOf } from "./template.js";

/** What a mode works with. */
export interface StackWork {
  readonly work: ActionWork;
  readonly client: CloudFormationClient;
  readonly stack: TargetStack;
}

/** What CloudFormation is given in every mode that has a template. */
export async function templateInput({
  work,
  stack,
}: StackWork): Promise<CreateStackCommandInput & { StackName: string }> {
  const { TemplatePath = "", RoleArn, Capabilities = "" } = work.configuration;
  const { parameters, tags } = await stackInputOf(work);
  return {
    StackName: stack.name,
    TemplateBody: await fileOf(work, TemplatePath),
    ...(RoleArn !== undefined && { RoleARN: RoleArn }),
    Capabilities: Capabilities.split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "") as NonNullable<CreateStackCommandInput["Capabilities"]>,
    Parameters: Object.entries(parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
