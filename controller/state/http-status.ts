/** Of the answer that an SDK error stands for; undefined where there was none. */
export function httpStatusOf(error: unknown): number | undefined {
  const { $metadata } = Object(error) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
