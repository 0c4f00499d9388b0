import { type ArnContext, arn, globalArn } from "../iam/index.js";
import type { Action, ArnValue } from "./kind.js";

/** An action's configuration as AWS takes it, with every ARN of where the pipeline stands. */
export function configurationIn(
  { configuration }: Pick<Action, "configuration">,
  context: ArnContext,
): Record<string, string> {
  const values = Object.entries(configuration);
  return Object.fromEntries(
    values.map(([key, value]) => [key, typeof value === "string" ? value : arnOf(value, context)]),
  );
}

function arnOf({ service, resource, globalIn }: ArnValue, context: ArnContext): string {
  if (globalIn === undefined) return arn(service, resource, context);
  return globalArn(service, resource, { ...context, account: globalIn });
}
