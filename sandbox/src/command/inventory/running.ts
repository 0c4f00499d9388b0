import { CloudFormationClient, paginateDescribeStacks } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { gather, type Kind } from "./resource.js";

export const functions: Kind = {
  name: "Lambda functions",
  async list(options) {
    const found = await gather(
      paginateListFunctions({ client: new LambdaClient(options) }, {}),
      (page) => page.Functions,
    );
    return found.map(({ FunctionName = "", Runtime = "" }) => ({ name: FunctionName, detail: Runtime }));
  },
};

export const stacks: Kind = {
  name: "CloudFormation stacks",
  async list(options) {
    const pages = paginateDescribeStacks({ client: new CloudFormationClient(options) }, {});
    const found = await gather(pages, (page) => page.Stacks);
    return found.map(({ StackName = "", StackStatus = "" }) => ({ name: StackName, detail: StackStatus }));
  },
};

export const logGroups: Kind = {
  name: "log groups",
  async list(options) {
    const pages = paginateDescribeLogGroups({ client: new CloudWatchLogsClient(options) }, {});
    const found = await gather(pages, (page) => page.logGroups);
    return found.map(({ logGroupName = "", retentionInDays }) => ({
      name: logGroupName,
      detail: retentionInDays ? `kept ${retentionInDays} days` : "kept for ever",
    }));
  },
};

export const alarms: Kind = {
  name: "CloudWatch alarms",
  async list(options) {
    const pages = paginateDescribeAlarms({ client: new CloudWatchClient(options) }, {});
    const found = await gather(pages, (page) => page.MetricAlarms);
    return found.map(({ AlarmName = "", StateValue = "" }) => ({ name: AlarmName, detail: StateValue }));
  },
};
