export { type Arn, arnAt, tryParseArn } from "./arns.js";
export type { CodeSuiteContext, SuiteEvent } from "./context.js";
export { AwsError, wordsOfError } from "./errors.js";
export { gitEnvironment, howToInstall, runGit } from "./git.js";
export { type ApiModel, botocoreModels, type Models, type Shape, shapeOf } from "./models.js";
export { awsNeighbours, type Neighbours } from "./neighbours.js";
export { type Page, type PageRequest, pageOf } from "./pages.js";
export type {
  BuildRequest,
  BuildState,
  Builds,
  BuildVariable,
  Connections,
  FetchedSource,
  Named,
  ObjectPlace,
  Sources,
  Wanted,
} from "./ports.js";
export {
  defineService,
  type Operation,
  type OperationCall,
  type Permission,
  type Place,
  type ServiceDefinition,
} from "./service.js";
export { openStore, type Store, type Table, type TableAddress } from "./store.js";
export {
  checkConsoleTags,
  maxTags,
  requestTagContext,
  reservedKey,
  resourceTagContext,
  type Tags,
  withoutTags,
  withTags,
} from "./tags.js";
export { type Violation, validate, validationError } from "./validate.js";
export { decode, encode } from "./wire.js";
