import { arn, bucketArn, globalArn } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";

/** The ARNs of what a site holds, plain. */
export function arnsOf(site: Site) {
  const { account, names, pipelines } = site;
  const inRegion = (service: string, resource: string) => arn(service, resource, site);
  const global = (service: string, resource: string) => globalArn(service, resource, site);
  const bucket = (name: string) => bucketArn(name, site);
  const logGroup = (name: string) => inRegion("logs", `log-group:${name}`);
  return {
    inRegion,
    bucket,
    logGroup,
    role: (name: string) => global("iam", `role/${name}`),
    function: (name: string) => inRegion("lambda", `function:${name}`),
    table: inRegion("dynamodb", `table/${names.table}`),
    ledger: inRegion("dynamodb", `table/${names.ledger}`),
    lockTable: inRegion("dynamodb", `table/${names.lockTable}`),
    stateBucket: bucket(names.stateBucket),
    project: inRegion("codebuild", `project/${names.reconciler}`),
    queue: inRegion("sqs", names.failedRecords),
    topic: inRegion("sns", names.failures),
    parameter: inRegion("ssm", `parameter${names.parameter}`),
    /** Of pipelines, by their names. */
    pipelines: {
      pipeline: inRegion("codepipeline", pipelines),
      project: inRegion("codebuild", `project/${pipelines}`),
      reports: inRegion("codebuild", `report-group/${pipelines}`),
      bucket: bucket(pipelines),
      // With the account, which ends each bucket's name: an asterisk also means slashes, and a state's key has an id in it.
      objects: `${bucket(pipelines)}-${account}/*`,
      topic: inRegion("sns", pipelines),
      rule: inRegion("events", `rule/${pipelines}`),
      role: global("iam", `role/${pipelines}`),
      alias: inRegion("kms", `alias/${pipelines}`),
      logGroup: logGroup(`/aws/codebuild/${pipelines}`),
    },
  };
}
