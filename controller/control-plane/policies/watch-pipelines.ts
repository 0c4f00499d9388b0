import type { Statement } from "../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { allow } from "./grant.js";

/** What `status`, `get` and `list` ask, and what CodePipeline's console does. Reads alone. */
export function watchPipelines(site: Site): Statement[] {
  const { parameter, table, ledger, pipelines } = arnsOf(site);
  const looks = [
    "GetPipeline",
    "GetPipelineExecution",
    "GetPipelineState",
    "ListActionExecutions",
    "ListPipelineExecutions",
  ];
  return [
    allow(["ReadInstallation", "ssm", ["GetParameter"], [parameter]]),
    allow(["SeeItems", "dynamodb", ["GetItem", "Scan"], [table, ledger]]),
    allow(["SeePipelines", "codepipeline", looks, [pipelines.pipeline]]),
    // AWS offers no resource level for this one.
    allow(["ListPipelines", "codepipeline", ["ListPipelines"], ["*"]]),
  ];
}
