import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStacks,
} from "@aws-sdk/client-cloudformation";
import { demoAccounts } from "./item.js";
import type { DemoStage } from "./stage.js";

/** Asks the API of an environment as anybody does, without credentials, and shows question and answer. Gives the status. */
export async function askApi(
  { sandbox, told }: Pick<DemoStage, "sandbox" | "told">,
  environment: keyof typeof demoAccounts,
  order: string,
): Promise<number> {
  const url = `${sandbox.url}/_aws/execute-api/${await apiIn(sandbox, environment)}/live/orders/${order}`;
  const response = await fetch(url);
  told.show(`$ curl ${url}\n${response.status} ${await response.text()}`);
  return response.status;
}

async function apiIn(
  { access, url: endpoint, region }: DemoStage["sandbox"],
  environment: keyof typeof demoAccounts,
): Promise<string | undefined> {
  const client = new CloudFormationClient({
    endpoint,
    region,
    credentials: access.root(demoAccounts[environment]),
  });
  try {
    for await (const { StackSummaries = [] } of paginateListStacks({ client }, {})) {
      const named = StackSummaries.find(({ StackName = "" }) => StackName.endsWith(`-${environment}-stack`));
      if (!named) continue;
      const { Stacks: [stack] = [] } = await client.send(
        new DescribeStacksCommand({ StackName: named.StackName }),
      );
      return stack?.Outputs?.find(({ OutputKey }) => OutputKey === "ApiId")?.OutputValue;
    }
    return undefined;
  } finally {
    client.destroy();
  }
}
