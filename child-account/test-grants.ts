import { type Statement, stacksArn, type TargetAccountContext } from "./statement.js";

/** What test code may do unless the settings say otherwise: read what stacks of pipelines put out, and nothing else. */
export function testGrants(site: TargetAccountContext): Statement[] {
  return [
    {
      Sid: "ReadStacks",
      Effect: "Allow",
      Action: ["cloudformation:DescribeStacks", "cloudformation:ListStackResources"],
      Resource: [stacksArn(site, "")],
    },
  ];
}
