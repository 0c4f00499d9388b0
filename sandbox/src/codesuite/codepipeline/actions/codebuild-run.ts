import { setTimeout as sleep } from "node:timers/promises";
import { AwsError, arnAt, type BuildRequest, type BuildState, type BuildVariable } from "../../core/index.js";
import { storeOf } from "../flow/index.js";
import { ActionFailure, type ActionWork } from "./execution.js";

/** Milliseconds between two looks at a build. They are looks into memory. */
const interval = 100;

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html */
export async function runBuildAction(work: ActionWork) {
  const { role, run, configuration } = work;
  const { ProjectName: name = "" } = configuration;
  const project = { accountId: role.accountId, region: run.region, name };
  if (configuration.BatchEnabled?.toLowerCase() === "true") {
    throw new ActionFailure(
      "ConfigurationError",
      `The sandbox runs no batches of builds, as '${run.name}' asks for.`,
    );
  }
  const resource = arnAt(project, "codebuild", `project/${name}`);
  const id = run.externalExecutionId ?? (await start(work, project, resource));
  await calling("batchGetBuilds", () => role.require({ action: "codebuild:BatchGetBuilds", resource }));
  const progress = { externalExecutionId: id, externalExecutionUrl: urlOf(project, id) };
  work.note(progress);
  const state = await untilComplete(work, { ...project, name: id });
  const told = { ...progress, ...(state.logArn !== undefined && { logStreamARN: state.logArn }) };
  if (state.status === "SUCCEEDED") return { ...told, variables: state.exportedVariables };
  const reason = state.failure === undefined ? "" : `. ${state.failure}`;
  throw new ActionFailure("JobFailed", `Build terminated with state: ${state.status}${reason}`, told);
}

async function start(work: ActionWork, project: BuildRequest["project"], resource: string): Promise<string> {
  await calling("startBuild", () => work.role.require({ action: "codebuild:StartBuild", resource }));
  const request = await requestOf(work, project);
  return calling("startBuild", () => work.context.builds.start(request));
}

async function requestOf(work: ActionWork, project: BuildRequest["project"]): Promise<BuildRequest> {
  const { pipeline, configuration, run, execution } = work;
  const names = run.inputArtifacts.map(({ name }) => name);
  const primary = configuration.PrimarySource ?? names[0] ?? "";
  const ordered = [primary, ...names.filter((name) => name !== primary)];
  const sources = [];
  for (const name of ordered) sources.push(await work.artifacts.locate(name));
  const key = storeOf(pipeline, run.region).encryptionKey?.id;
  const revision = execution.revisions.find(({ artifactName }) => artifactName === primary)?.revisionId;
  return {
    project,
    initiator: `codepipeline/${pipeline.name}`,
    sources,
    artifacts: run.outputArtifacts,
    variables: variablesOf(configuration.EnvironmentVariables),
    ...(configuration.BuildspecOverride !== undefined && { buildspec: configuration.BuildspecOverride }),
    ...(key !== undefined && { encryptionKey: key }),
    ...(revision !== undefined && { revision }),
  };
}

/** "A JSON array of environment variable objects" with name, value, and type, of which PLAINTEXT is the default. */
function variablesOf(json = "[]"): BuildVariable[] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (Array.isArray(parsed)) return parsed as BuildVariable[];
  } catch {
    // The same words as for JSON that is no list.
  }
  throw new ActionFailure(
    "ConfigurationError",
    `EnvironmentVariables is not a JSON list of variables: ${json}`,
  );
}

async function untilComplete(
  { context, signal }: ActionWork,
  build: BuildRequest["project"],
): Promise<BuildState> {
  for (;;) {
    const state = context.builds.describe(build);
    if (!state) throw new ActionFailure("JobFailed", `The build ${build.name} is not there any more.`);
    if (state.isComplete || signal.aborted) return state;
    await sleep(interval, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** As CodePipeline tells of a call to CodeBuild that fails (aws/aws-cdk#17744). */
async function calling<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ActionFailure) {
      throw new ActionFailure(
        error.code,
        `Error calling ${operation}: ${words(error.message, "AccessDeniedException")}`,
      );
    }
    if (!(error instanceof AwsError)) throw error;
    throw new ActionFailure("JobFailed", `Error calling ${operation}: ${words(error.message, error.code)}`);
  }
}

function words(message: string, code: string): string {
  return `${message} (Service: AWSCodeBuild; Status Code: 400; Error Code: ${code}; Proxy: null)`;
}

function urlOf({ accountId, region, name }: BuildRequest["project"], id: string): string {
  const build = encodeURIComponent(id);
  return `https://${region}.console.aws.amazon.com/codesuite/codebuild/${accountId}/projects/${name}/build/${build}?region=${region}`;
}
