import { createRequire } from "node:module";
import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import type { Sandbox } from "../../sandbox.js";

/**
 * A function that does what its user parameters say: `copy` its input to its output and tell what it may not read, `refuse`, come
 * `again` once, or answer nothing, whatever else they are. What it says as variables is the test's.
 */
const code = `
const { createRequire } = require("node:module");
const clients = createRequire(process.env.CLIENTS);
const { CodePipelineClient, PutJobFailureResultCommand, PutJobSuccessResultCommand } = clients("@aws-sdk/client-codepipeline");
const { GetObjectCommand, PutObjectCommand, S3Client } = clients("@aws-sdk/client-s3");

async function copy({ data: { inputArtifacts, outputArtifacts, artifactCredentials: credentials, encryptionKey } }) {
  const s3 = new S3Client({ credentials, forcePathStyle: true });
  const place = ({ location: { s3Location } }) => ({ Bucket: s3Location.bucketName, Key: s3Location.objectKey });
  const { Body } = await s3.send(new GetObjectCommand(place(inputArtifacts[0])));
  const sealed = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: encryptionKey.id };
  await s3.send(new PutObjectCommand({ ...place(outputArtifacts[0]), Body: await Body.transformToByteArray(), ...sealed }));
  const other = { ...place(inputArtifacts[0]), Key: "other" };
  const denied = await s3.send(new GetObjectCommand(other)).catch(({ name }) => name);
  return { Revision: inputArtifacts[0].revision, Other: denied };
}

exports.handler = async (event) => {
  const job = event["CodePipeline.job"];
  const { UserParameters: asked } = job.data.actionConfiguration.configuration;
  const client = new CodePipelineClient({});
  const succeed = (rest) => client.send(new PutJobSuccessResultCommand({ jobId: job.id, ...rest }));
  if (asked === "copy") await succeed({ outputVariables: await copy(job), executionDetails: { summary: "Copied." } });
  if (asked === "refuse") {
    const failureDetails = { type: "ConfigurationError", message: "Not today." };
    await client.send(new PutJobFailureResultCommand({ jobId: job.id, failureDetails }));
  }
  if (asked === "again" && !job.data.continuationToken) await succeed({ continuationToken: "second" });
  else if (asked === "again") await succeed({ outputVariables: { Token: job.data.continuationToken } });
  return job.id;
};
`;

/** Makes the function `worker`, and waits until it can be invoked. */
export async function createWorker(sandbox: Sandbox): Promise<void> {
  const lambda = new LambdaClient(asRoot(sandbox));
  const allowed = ["logs:*", "codepipeline:PutJobSuccessResult", "codepipeline:PutJobFailureResult"];
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: "worker", Runtime: "nodejs20.x", Handler: "index.handler", Timeout: 60 },
      Role: await createServiceRole(sandbox, "worker", "lambda.amazonaws.com", allowed),
      Environment: { Variables: { CLIENTS: createRequire(import.meta.url).resolve("@aws-sdk/client-s3") } },
      Code: { ZipFile: zipSync({ "index.js": new TextEncoder().encode(code) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName: "worker" });
}
