import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { AccountAccess } from "../../service.js";

/** What the suite asks of services that it does not stand in for. */
export interface Neighbours {
  /** Whether a bucket exists, and in this region as far as S3 says. */
  bucketExists(accountId: string, region: string, bucket: string): Promise<boolean>;
}

/** Asks them as each account's root. */
export function awsNeighbours(access: AccountAccess): Neighbours {
  const options = (accountId: string, region: string) => ({
    endpoint: access.endpoint,
    credentials: access.root(accountId),
    region,
  });
  return {
    async bucketExists(accountId, region, bucket) {
      const s3 = new S3Client({ ...options(accountId, region), forcePathStyle: true });
      return found(s3.send(new HeadBucketCommand({ Bucket: bucket })), () => s3.destroy());
    },
  };
}

/** A refusal other than "not found" still tells that the thing is there: another account's bucket answers 403. */
async function found(request: Promise<unknown>, done: () => void): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === undefined) throw error;
    return status === 403;
  } finally {
    done();
  }
}
