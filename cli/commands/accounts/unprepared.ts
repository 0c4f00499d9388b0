import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { preparationsOf, type ReadState, unpreparedProblems } from "../../../child-account/index.js";
import type { Pipeline } from "../../../compiler/pipeline/index.js";
import type { Settings } from "../../../compiler/settings/index.js";
import type { Terminal } from "../../shared/terminal.js";

/** Without the right to list, S3 answers 403 for what is not there; before `bootstrap` there is no bucket either. */
const notThere = ["NoSuchKey", "NoSuchBucket", "AccessDenied"];

export function statesIn(bucket: string, s3: S3Client): ReadState {
  return async (key) => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await Body?.transformToString();
    } catch (error) {
      if (error instanceof Error && notThere.includes(error.name)) return undefined;
      throw error;
    }
  };
}

/** Says which accounts of a pipeline have not been prepared; nothing where all are. */
export async function printUnprepared(
  { environments }: Pick<Pipeline, "environments">,
  settings: Settings,
  s3: S3Client,
  { say, colors }: Terminal,
): Promise<void> {
  const accounts = [...new Set(environments.map(({ accountId }) => accountId))].sort();
  const preparations = await preparationsOf(accounts, settings, statesIn(settings.state.bucket, s3));
  for (const { message, hint } of unpreparedProblems(preparations)) {
    say(colors.yellow(message));
    say(`  ${hint}`);
  }
}
