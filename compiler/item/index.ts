export type {
  Approval,
  CodeCommitSource,
  ConnectionSource,
  Environment,
  Item,
  Job,
  S3Source,
  Source,
  Test,
  Variable,
  Vpc,
  Wave,
} from "./item.js";
export { type ParseOptions, parseItem, safeParseItem } from "./parse.js";
