import { allow, ofService, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { watchExecutions } from "./watch-executions.js";

/** What `status`, `get`, `list`, `executions` and `logs` ask, and what CodePipeline's console does. Reads alone. */
export function watchPipelines(site: Site): Statement[] {
  const { parameter, table, ledger, pipelines } = arnsOf(site);
  const looks = ["GetPipeline", "GetPipelineExecution"];
  return [
    allow("ReadInstallation", ofService("ssm", ["GetParameter"]), [parameter]),
    allow("SeeItems", ofService("dynamodb", ["GetItem", "Query", "Scan"]), [table, ledger]),
    allow("SeePipelines", ofService("codepipeline", looks), [pipelines.pipeline]),
    ...watchExecutions(site),
    // AWS offers no resource level for this one.
    allow("ListPipelines", ofService("codepipeline", ["ListPipelines"]), ["*"]),
  ];
}
