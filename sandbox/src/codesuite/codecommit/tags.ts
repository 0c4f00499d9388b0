import {
  AwsError,
  type CodeSuiteContext,
  maxTags,
  type Operation,
  type OperationCall,
  requestTagContext,
  reservedKey,
  type Tags,
  tryParseArn,
  withoutTags,
  withTags,
} from "../core/index.js";
import { getRepository, onRepository, repositoriesAt } from "./repository.js";

/** https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html (repository tags) */
export function checkRepositoryTags(tags: Tags): void {
  refuseReserved(Object.keys(tags));
  if (Object.keys(tags).length > maxTags) {
    throw new AwsError("TooManyTagsException", `The maximum number of tags for a repository is ${maxTags}`);
  }
}

export function tagRepository(context: CodeSuiteContext): Operation<{ resourceArn: string; tags: Tags }> {
  return {
    permission: ({ resourceArn, tags }, call) =>
      onRepository(context, call, nameIn(resourceArn, call), requestTagContext(tags)),
    handle({ resourceArn, tags: added }, call) {
      const repository = getRepository(context, call, nameIn(resourceArn, call));
      const tags = withTags(repository.tags, added);
      checkRepositoryTags(tags);
      repositoriesAt(context, call).put(repository.name, { ...repository, tags });
      return {};
    },
  };
}

export function untagRepository(
  context: CodeSuiteContext,
): Operation<{ resourceArn: string; tagKeys: readonly string[] }> {
  return {
    permission: ({ resourceArn, tagKeys }, call) =>
      onRepository(context, call, nameIn(resourceArn, call), { "aws:TagKeys": tagKeys }),
    handle({ resourceArn, tagKeys }, call) {
      refuseReserved(tagKeys);
      const repository = getRepository(context, call, nameIn(resourceArn, call));
      const tags = withoutTags(repository.tags, tagKeys);
      repositoriesAt(context, call).put(repository.name, { ...repository, tags });
      return {};
    },
  };
}

export function listRepositoryTags(context: CodeSuiteContext): Operation<{ resourceArn: string }> {
  return {
    permission: ({ resourceArn }, call) => onRepository(context, call, nameIn(resourceArn, call)),
    handle: ({ resourceArn }, call) => ({
      tags: getRepository(context, call, nameIn(resourceArn, call)).tags,
    }),
  };
}

function refuseReserved(keys: readonly string[]): void {
  const reserved = reservedKey(keys);
  if (reserved === undefined) return;
  throw new AwsError(
    "InvalidSystemTagUsageException",
    `The tag key '${reserved}' starts with aws:, which is reserved`,
  );
}

function nameIn(resourceArn: string, call: OperationCall): string {
  const arn = tryParseArn(resourceArn);
  if (arn?.service !== "codecommit" || arn.region !== call.region || arn.accountId !== call.accountId) {
    throw new AwsError("InvalidResourceArnException", `The resource ARN ${resourceArn} is not valid`);
  }
  return arn.resource;
}
