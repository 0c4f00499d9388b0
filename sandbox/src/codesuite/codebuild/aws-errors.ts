interface SdkError extends Error {
  readonly $metadata: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
    readonly extendedRequestId?: string;
  };
}

export function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && "$metadata" in error;
}

/** An AWS error in the words of the Go SDK, in which CodeBuild's agent shows it. */
export function goWords(error: SdkError): string {
  const { httpStatusCode, requestId, extendedRequestId } = error.$metadata;
  const host = extendedRequestId ? `, host id: ${extendedRequestId}` : "";
  return `${error.name}: ${error.message}\n\tstatus code: ${httpStatusCode}, request id: ${requestId ?? ""}${host}`;
}
