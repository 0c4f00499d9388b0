/** An error that the caller is to see, in AWS's words. */
export class AwsError extends Error {
  constructor(
    /** Such as `PipelineNotFoundException`. */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}

/** Its name and message, whatever was thrown. */
export function wordsOfError(error: unknown): Pick<Error, "name" | "message"> {
  return error instanceof Error ? error : { name: "Error", message: String(error) };
}
