import { ROOT_SECRET } from "./access.js";
import type { Registration } from "./registration.js";

/** What AWS's SDKs, its command line (which reads `AWS_DEFAULT_REGION` in version 1) and Terraform read. */
export function environmentOf(
  sandbox: Pick<Registration, "url" | "accountId" | "region">,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_ACCESS_KEY_ID: sandbox.accountId,
    AWS_SECRET_ACCESS_KEY: ROOT_SECRET,
    AWS_REGION: sandbox.region,
    AWS_DEFAULT_REGION: sandbox.region,
  };
}
