import type {
  DeleteSourceCredentialsInput,
  ImportSourceCredentialsInput,
  SourceCredentialsInfo,
} from "@aws-sdk/client-codebuild";
import { AwsError, arnAt, type CodeSuiteContext, type Operation, type Place } from "../core/index.js";
import { invalidInput, notFound } from "./errors.js";
import { placeOf, tablesOf } from "./state.js";

/** Credentials for repositories outside AWS. They are kept for the account; nobody outside is called with them. */
export function sourceCredentialOperations(context: CodeSuiteContext): Readonly<Record<string, Operation>> {
  return {
    ImportSourceCredentials: importCredentials(context),
    ListSourceCredentials: listCredentials(context),
    DeleteSourceCredentials: deleteCredentials(context),
  };
}

/** API reference, ImportSourceCredentials: one for each server, which is replaced unless `shouldOverwrite` is false. */
function importCredentials(context: CodeSuiteContext): Operation<ImportSourceCredentialsInput> {
  return {
    handle: (input, call) => {
      const place = placeOf(call);
      const { credentials } = tablesOf(context, place);
      const problem = problemOf(input);
      if (problem !== undefined) throw invalidInput(problem);
      const arn = credentialArn(place, input.serverType ?? "");
      if (input.shouldOverwrite === false && credentials.get(arn)) {
        throw new AwsError(
          "ResourceAlreadyExistsException",
          `Access token for server type ${input.serverType} already exists`,
        );
      }
      credentials.put(arn, recordOf(input, arn));
      return { arn };
    },
  };
}

function listCredentials(context: CodeSuiteContext): Operation {
  return {
    handle: (_, call) => ({
      sourceCredentialsInfos: tablesOf(context, placeOf(call)).credentials.list(),
    }),
  };
}

function deleteCredentials(context: CodeSuiteContext): Operation<DeleteSourceCredentialsInput> {
  return {
    handle: ({ arn = "" }, call) => {
      const { credentials } = tablesOf(context, placeOf(call));
      if (!credentials.get(arn)) throw notFound(`Source credentials cannot be found: ${arn}`);
      credentials.delete(arn);
      return { arn };
    },
  };
}

function credentialArn(place: Place, serverType: string): string {
  return arnAt(place, "codebuild", `token/${serverType.toLowerCase()}`);
}

/** The token itself is never told, and so is not kept. A connection or a secret is told by its ARN. */
function recordOf(
  { serverType, authType, token }: ImportSourceCredentialsInput,
  arn: string,
): SourceCredentialsInfo {
  const isReference = authType === "CODECONNECTIONS" || authType === "SECRETS_MANAGER";
  return { arn, serverType, authType, ...(isReference && { resource: token }) };
}

/** API reference, ImportSourceCredentials (authType, username). */
function problemOf({ authType, serverType, username }: ImportSourceCredentialsInput): string | undefined {
  if (authType === "OAUTH") return "Invalid authType: OAUTH is not supported by the API; use the console";
  if (authType !== "BASIC_AUTH") return undefined;
  if (serverType !== "BITBUCKET") return `Invalid authType: BASIC_AUTH is not valid for ${serverType}`;
  return username ? undefined : "Invalid username: it must be set when authType is BASIC_AUTH";
}
