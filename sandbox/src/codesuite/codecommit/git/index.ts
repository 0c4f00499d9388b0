export { type BackendAnswer, feed, GitBackend, joined } from "./backend.js";
export { BareRepository, type Making } from "./bare-repository.js";
export { BranchMoved, type FileChange } from "./import.js";
export {
  blobIdOf,
  type Commit,
  type FileEntry,
  type FileMode,
  type Files,
  noObject,
  type Signature,
  type TreeEntry,
} from "./objects.js";
export { acceptedRefs, type PushRequest, type RefUpdate, readPush, refusedPush } from "./push.js";
export { ObjectReaders } from "./readers.js";
