export {
  type ArnContext,
  type ArnParts,
  accountArn,
  arn,
  bucketArn,
  globalArn,
  parseArn,
  roleArn,
} from "./arn.js";
export { consoleHost, dnsSuffixOf, partitionOf, pipelineLink } from "./partition.js";
export {
  allow,
  allowTo,
  type Conditions,
  deny,
  ofService,
  ownedBy,
  type Policy,
  type Principal,
  policy,
  type Statement,
  type Texts,
  unique,
} from "./statement.js";
