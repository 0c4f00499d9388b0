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
