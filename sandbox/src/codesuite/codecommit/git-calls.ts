import { buffer } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { told } from "../../git-answer.js";
import type { GitAnswer, GitRequest, Service } from "../../service.js";
import { AwsError, type Permission, wordsOfError } from "../core/index.js";
import { ofReference, referenceMoved } from "./branches.js";
import type { CodeCommitContext } from "./context.js";
import type { Author } from "./events.js";
import {
  acceptedRefs,
  type BackendAnswer,
  feed,
  type GitBackend,
  joined,
  noObject,
  type PushRequest,
  type RefUpdate,
  readPush,
  refusedPush,
} from "./git/index.js";
import { onRepository, type RepositoryRecord, repositoriesAt } from "./repository.js";

/** What a request is about, and who asks. */
interface Asked {
  readonly context: CodeCommitContext;
  readonly backend: GitBackend;
  readonly request: GitRequest;
  readonly service: GitProgram;
  readonly repository: RepositoryRecord;
  readonly author: Author;
}

type GitProgram = keyof typeof actions;

/** https://docs.aws.amazon.com/codecommit/latest/userguide/auth-and-access-control-permissions-reference.html#aa-git */
const actions = {
  "git-upload-pack": "codecommit:GitPull",
  "git-receive-pack": "codecommit:GitPush",
} as const;

/** Answers git's clients by git's own server, once the caller may do what they ask. */
export function answerGit(context: CodeCommitContext, backend: GitBackend): NonNullable<Service["git"]> {
  return async (request) => {
    const service = programOf(request);
    if (!service)
      return told(403, "Only git's smart protocol is answered, which every git since 1.6.6 speaks.");
    const found = find(context, request);
    if ("status" in found) return found;
    const answer = await answerOf({ context, backend, request, service, ...found }).catch(failure);
    return { ...answer, region: found.author.region };
  };
}

async function answerOf(asked: Asked): Promise<GitAnswer> {
  const { request, service } = asked;
  const refusal = await refusalOf(asked, {});
  if (refusal !== undefined) return told(403, refusal);
  const isPush = service === "git-receive-pack" && request.method === "POST";
  return isPush ? push(asked) : passOn(unpacked(asked), contentOf(request));
}

function programOf({ path, query }: GitRequest): GitProgram | undefined {
  const name = path === "info/refs" ? (query.get("service") ?? "") : path;
  return isProgram(name) ? name : undefined;
}

const isProgram = (name: string): name is GitProgram => Object.hasOwn(actions, name);

/** A request names no region: the repository is looked for in the sandbox's own, then in the account's others. */
function find(
  context: CodeCommitContext,
  { repository: name, caller, countsIn }: GitRequest,
): Pick<Asked, "repository" | "author"> | GitAnswer {
  const { accountId } = caller;
  const places = context.store.places("codecommit").filter((place) => place.accountId === accountId);
  const regions = new Set([context.region, ...places.map(({ region }) => region).sort()]);
  const held = [...regions].flatMap((region) => {
    const repository = repositoriesAt(context, { accountId, region }).get(name);
    return repository ? [{ repository, author: { accountId, region, caller } }] : [];
  });
  if (held.length === 0) return told(404, `There is no repository ${name} in account ${accountId}.`);
  const found = held.find(({ author }) => countsIn(author.region));
  return (
    found ?? told(401, "The signature in the password is not that of the access key in the user's name.")
  );
}

/** Why the caller may not, if so. */
async function refusalOf(
  { context, author, repository, service }: Asked,
  further: Permission["context"],
): Promise<string | undefined> {
  const { caller } = author;
  const permission = onRepository(context, author, repository.name, further);
  const decision = await context.authorizer.authorize({ caller, action: actions[service], ...permission });
  return decision.allowed ? undefined : decision.message;
}

async function passOn(
  { context, backend, request, service, repository, author }: Asked,
  body: AsyncIterable<Buffer>,
): Promise<BackendAnswer> {
  const { method, path, headers } = request;
  const {
    "content-type": contentType,
    "content-encoding": contentEncoding,
    "git-protocol": protocol,
  } = headers;
  const folder = await context.gitOf(author, repository).make();
  return backend.answer({
    ...{ folder, method, path, user: author.caller.accessKeyId, body },
    ...(path === "info/refs" && { service }),
    ...(contentType !== undefined && { contentType }),
    ...(contentEncoding !== undefined && { contentEncoding }),
    ...(protocol !== undefined && /^[\w=:.-]+$/.test(protocol) && { protocol }),
  });
}

/**
 * Each reference is judged before git sees any of them, where a hook would be asked: nothing of a push is done unless
 * all of it may be. What has moved is told before the client hears of it.
 */
async function push(asked: Asked): Promise<GitAnswer> {
  const { context, author, repository } = asked;
  const chunks = contentOf(asked.request)[Symbol.asyncIterator]();
  const wanted = await readPush(chunks);
  if (!wanted) return told(400, "This is no push.");
  const refusals = await refusedRefs(asked, wanted);
  if (refusals.size > 0) return refuse(wanted, refusals, chunks);
  const { body, ...answer } = await passOn(unpacked(asked), joined(wanted.head, chunks));
  const whole = await buffer(body);
  const accepted = acceptedRefs(whole, wanted);
  for (const update of wanted.updates.filter(({ ref }) => accepted.has(ref)))
    await referenceMoved(context, author, repository, movedBy(update));
  return { ...answer, body: whole };
}

/** Git itself sends pushes as they are, and compresses what it asks for. Unpacked here, a damaged body is told as such. */
function contentOf({ body, headers }: GitRequest): AsyncIterable<Buffer> {
  if (headers["content-encoding"] !== "gzip") return body;
  const content = createGunzip();
  feed(content, body).catch((error: Error) => content.destroy(error));
  return content;
}

function unpacked(asked: Asked): Asked {
  const { "content-encoding": _, ...headers } = asked.request.headers;
  return { ...asked, request: { ...asked.request, headers } };
}

/** Of each reference that the caller may not push, why. */
async function refusedRefs(asked: Asked, { updates }: PushRequest): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>();
  for (const { ref } of updates) {
    const refusal = await refusalOf(asked, ofReference(ref));
    if (refusal !== undefined) refusals.set(ref, refusal);
  }
  return refusals;
}

/** The client hears of it once it has said all. */
async function refuse(
  wanted: PushRequest,
  refusals: ReadonlyMap<string, string>,
  chunks: AsyncIterator<Buffer>,
): Promise<GitAnswer> {
  while (!(await chunks.next()).done);
  const body = refusedPush(wanted, (ref) => refusals.get(ref) ?? "another reference of the push was refused");
  return { status: 200, headers: { "Content-Type": "application/x-git-receive-pack-result" }, body };
}

function movedBy({ ref, from, to }: RefUpdate) {
  return {
    ref,
    ...(to !== noObject && { commitId: to }),
    ...(from !== noObject && { oldCommitId: from }),
  };
}

function failure(error: unknown): GitAnswer {
  if (error instanceof Error && "code" in error && /^Z_/.test(String(error.code)))
    return told(400, `The request's body is not gzip, as its Content-Encoding says: ${error.message}.`);
  return told(error instanceof AwsError ? error.status : 500, wordsOfError(error).message);
}
