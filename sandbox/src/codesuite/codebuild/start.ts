import type { RetryBuildInput, StartBuildInput } from "@aws-sdk/client-codebuild";
import type { BuildRequest, CodeSuiteContext, Operation, OperationCall, Place } from "../core/index.js";
import { initiatorOf, newBuild } from "./build.js";
import { buildPermission, findBuild } from "./builds.js";
import { invalidInput, notInSandbox, tooManyBuildsOfAccount, tooManyBuildsOfProject } from "./errors.js";
import { overrideKeys } from "./override-keys.js";
import { planBuild, planForPipeline } from "./overrides.js";
import { checkProject } from "./project.js";
import { findProject, projectPermission } from "./projects.js";
import { checkServiceRole, checkTrust } from "./roles.js";
import type { BuildRunner } from "./runner.js";
import { buildLimit, type CodeBuildSettings } from "./settings.js";
import { type BuildPlan, type BuildRecord, placeOf, tablesOf } from "./state.js";
import { buildOfToken, rememberToken } from "./tokens.js";

/** Operations that begin a build. */
export class BuildStarter {
  readonly #context: CodeSuiteContext;
  readonly #settings: CodeBuildSettings;
  readonly #runner: BuildRunner;

  constructor(context: CodeSuiteContext, settings: CodeBuildSettings, runner: BuildRunner) {
    this.#context = context;
    this.#settings = settings;
    this.#runner = runner;
  }

  operations(): Readonly<Record<string, Operation>> {
    return { StartBuild: this.#startBuild(), RetryBuild: this.#retryBuild() };
  }

  #startBuild(): Operation<StartBuildInput> {
    return {
      permission: (input, call) => {
        const of = projectPermission(this.#context, input.projectName ?? "", call);
        return { ...of, context: { ...of.context, ...overrideKeys(input) } };
      },
      handle: async (input, call) => {
        const { idempotencyToken, ...request } = input;
        const plan = async () => {
          const project = findProject(this.#context, placeOf(call), input.projectName ?? "");
          const planned = planBuild(project, input);
          checkProject(planned, buildLimit(this.#settings, call.caller.accountId));
          if (input.serviceRoleOverride)
            await checkServiceRole(this.#context, call, input.serviceRoleOverride, project.arn);
          return planned;
        };
        return { build: await this.#once(call, idempotencyToken, request, plan) };
      },
    };
  }

  #retryBuild(): Operation<RetryBuildInput> {
    return {
      permission: ({ id = "" }, call) => buildPermission(this.#context, id, call),
      handle: async ({ id = "", idempotencyToken }, call) => {
        const plan = async () => {
          const build = findBuild(this.#runner, placeOf(call), id);
          if (build.buildComplete) return build.plan;
          throw invalidInput(`Cannot retry build ${id}: it has not ended`);
        };
        return { build: await this.#once(call, idempotencyToken, { retried: id }, plan) };
      },
    };
  }

  /** The build that this request, or the same one with the same token before it, started. */
  async #once(
    call: OperationCall,
    token: string | undefined,
    request: object,
    plan: () => Promise<BuildPlan>,
  ): Promise<BuildRecord> {
    const place = placeOf(call);
    const { tokens } = tablesOf(this.#context, place);
    const earlier = () => buildOfToken(tokens, token, request, this.#context.now());
    const planned = earlier() === undefined ? await this.#plan(plan) : undefined;
    // From here to the end nothing may come between: no `await`. The same request may have come in meanwhile.
    const known = earlier();
    if (known !== undefined || !planned) return findBuild(this.#runner, place, known ?? "");
    this.#checkLimits(place, planned, this.#settings.queuedBuilds);
    const build = this.#start(place, planned, initiatorOf(call.caller));
    rememberToken(tokens, token, request, build.id, this.#context.now());
    return build;
  }

  async #plan(plan: () => Promise<BuildPlan>): Promise<BuildPlan> {
    const planned = await plan();
    checkCanRun(planned);
    await checkTrust(this.#context, planned.serviceRole, planned.arn ?? "");
    return planned;
  }

  /**
   * A pipeline's build. Over the account's limit it fails at once, where others wait: reports agree (aws/aws-cdk#17744),
   * although the user guide tells of the queue alone.
   */
  async startForPipeline(request: BuildRequest): Promise<BuildRecord> {
    const { name, ...place } = request.project;
    const project = findProject(this.#context, place, name);
    const planned = await this.#plan(async () => planForPipeline(project, request));
    this.#checkLimits(place, planned, 0);
    return this.#start(place, planned, request.initiator);
  }

  #start(place: Place, plan: BuildPlan, initiator: string): BuildRecord {
    const { projects } = tablesOf(this.#context, place);
    const project = findProject(this.#context, place, plan.name);
    const buildNumber = project.lastBuildNumber + 1;
    projects.put(project.name, { ...project, lastBuildNumber: buildNumber });
    const build = newBuild({ plan, buildNumber, place, initiator, now: this.#context.now() });
    const builds = this.#runner.buildsOf(place);
    builds.put(build.id, build);
    this.#runner.start(build.id, place);
    return builds.get(build.id) ?? build;
  }

  /**
   * "If the build project has a concurrent build limit set, builds return an error if the number of running builds
   * reaches [it]"; without one they are queued as far as the account lets any wait (user guide, builds-working).
   */
  #checkLimits(place: Place, { name, concurrentBuildLimit: limit }: BuildPlan, waiting: number): void {
    const running = this.#runner.runningIn(place);
    const ofProject = running.filter(({ projectName }) => projectName === name);
    if (limit !== undefined && ofProject.length >= limit) throw tooManyBuildsOfProject(limit);
    const most = buildLimit(this.#settings, place.accountId) + waiting;
    if (running.length >= most) throw tooManyBuildsOfAccount(most);
  }
}

const runnableSources = ["NO_SOURCE", "S3", "CODEPIPELINE"];

/** Projects of every kind can be kept; these can be built. */
function checkCanRun({ source, secondarySources = [] }: BuildPlan): void {
  const other = [source, ...secondarySources].find((each) => !runnableSources.includes(each?.type ?? ""));
  if (other) {
    throw notInSandbox(
      `Building from a source of type ${other.type}`,
      "give sourceTypeOverride S3 or NO_SOURCE, or an S3 source",
    );
  }
  if (source?.type === "CODEPIPELINE" && !source.location) {
    throw notInSandbox(
      "Building a project whose source is CODEPIPELINE without its pipeline",
      "give sourceLocationOverride, the BUCKET/KEY of the input artifact",
    );
  }
}
