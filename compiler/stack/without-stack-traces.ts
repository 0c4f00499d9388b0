/**
 * Runs `build` while errors and constructs record no stack trace. CDKTF records one of unlimited depth for
 * every token and every construct, which is most of the time that it takes; nobody reads them here.
 */
export function withoutStackTraces<T>(build: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return build();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
