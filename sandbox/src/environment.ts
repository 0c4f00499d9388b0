import type { Registration } from "./registration.js";
import { rootsWith } from "./root.js";

/** What AWS's SDKs, its command line (which reads `AWS_DEFAULT_REGION` in version 1) and Terraform read. */
export function environmentOf(
  sandbox: Pick<Registration, "url" | "accountId" | "region" | "secret">,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = rootsWith(sandbox.secret)(sandbox.accountId);
  return {
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: sandbox.region,
    AWS_DEFAULT_REGION: sandbox.region,
  };
}
