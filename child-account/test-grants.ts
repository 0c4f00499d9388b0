import { allow, type Statement } from "../compiler/iam/index.js";
import { type Site, stacksArn } from "./statement.js";

/** What test code may do unless the settings say otherwise: read what stacks of pipelines put out, and nothing else. */
export function testGrants(site: Site): Statement[] {
  return [
    allow(
      "ReadStacks",
      ["cloudformation:DescribeStacks", "cloudformation:ListStackResources"],
      [stacksArn(site, "")],
    ),
  ];
}
