/** Where an HTTP API answers, by its id: in AWS under a name of its own, in the sandbox under a path of the sandbox. */
export function addressOf(apiId, stage, { AWS_ENDPOINT_URL: sandbox, REGION: region } = process.env) {
  return sandbox
    ? `${sandbox}/_aws/execute-api/${apiId}/${stage}`
    : `https://${apiId}.execute-api.${region}.amazonaws.com/${stage}`;
}
