import { hostname, userInfo } from "node:os";
import { consoleHost } from "../../compiler/iam/index.js";
import type { Identity } from "./reconciler.js";

/**
 * Who reconciles: a build, if CodeBuild's variables are there, else this process of this machine.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function identityFrom(environment: Readonly<Record<string, string | undefined>>): Identity {
  const { CODEBUILD_BUILD_ARN: build, CODEBUILD_BUILD_URL: url } = environment;
  const host = hostname();
  // Go's user.Current().Username and os.Hostname(), which Terraform puts into its locks.
  const who = `${userInfo().username}@${host}`;
  if (!build) return { owner: `${host}/${process.pid}`, who };
  const log = url || consoleLink(build);
  return { owner: build, who, ...(log && { log }) };
}

/** Where the console shows a build, its log included; undefined for what is no build's ARN. */
export function consoleLink(arn: string): string | undefined {
  const [, region, account, project, id] =
    /^arn:aws[a-z-]*:codebuild:([^:]+):(\d{12}):build\/([^:]+):(.+)$/.exec(arn) ?? [];
  if (!region || !project || !id) return undefined;
  const build = encodeURIComponent(`${project}:${id}`);
  const place = `codesuite/codebuild/${account}/projects/${project}/build/${build}`;
  return `https://${consoleHost(region)}/${place}/log?region=${region}`;
}
