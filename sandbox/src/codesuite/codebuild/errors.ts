import { AwsError } from "../core/index.js";

/** CodeBuild's errors, in its own words where they are known. */
export function invalidInput(message: string): AwsError {
  return new AwsError("InvalidInputException", message);
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

export function projectNotFound(arn: string): AwsError {
  return notFound(`Project cannot be found: ${arn}`);
}

export function projectExists(arn: string): AwsError {
  return new AwsError("ResourceAlreadyExistsException", `Project already exists: ${arn}`);
}

export function buildNotFound(id: string): AwsError {
  return notFound(`Build cannot be found: ${id}`);
}

export function reportGroupExists(arn: string): AwsError {
  return new AwsError("ResourceAlreadyExistsException", `Report group already exists: ${arn}`);
}

export function reportGroupNotFound(arn: string): AwsError {
  return notFound(`Report group cannot be found: ${arn}`);
}

/** Terraform's provider knows this text by its beginning, and tries again while a new role settles. */
export function roleNotAssumable(): AwsError {
  return invalidInput(
    "CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: " +
      "1) The provided service role exists, 2) The role name is case-sensitive and matches exactly, and " +
      "3) The role has the necessary trust policy configured.",
  );
}

export function tooManyBuildsOfProject(limit: number): AwsError {
  return new AwsError(
    "AccountLimitExceededException",
    `Cannot have more than ${limit} builds in queue for the project`,
  );
}

export function tooManyBuildsOfAccount(limit: number): AwsError {
  return new AwsError(
    "AccountLimitExceededException",
    `Cannot have more than ${limit} builds in queue for the account`,
  );
}

/** What AWS offers and the sandbox cannot do: said aloud rather than passed over. */
export function notInSandbox(what: string, instead: string): AwsError {
  return invalidInput(`${what} is not offered by the sandbox; ${instead}`);
}
