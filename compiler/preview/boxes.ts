import { segmentsOf } from "../diagnostics/index.js";
import { type Action, configurationIn, type Project } from "../kinds/index.js";
import { deployProjectsOf, type Pipeline, reportContext, type TargetEnvironment } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { addressesOfAction, stackAddresses } from "./addresses.js";
import type { Box, PreviewRole } from "./preview.js";
import { runsAs } from "./roles.js";

/** A box before it is known where it is drawn. */
export type LooseBox = Omit<Box, "number" | "writtenAt">;

export interface LooseStage {
  readonly name: string;
  readonly boxes: readonly LooseBox[];
}

/** The stages of a pipeline with a box for each of their actions. */
export function stagesOfBoxes(
  pipeline: Pipeline,
  roles: readonly PreviewRole[],
  settings: Settings,
): LooseStage[] {
  const addresses = stackAddresses(pipeline);
  const jobs = jobsOf(pipeline, settings);
  const environments = new Map(pipeline.environments.map((one) => [one.name, one]));
  return pipeline.stages.map(({ name: stage, actions }, stageIndex) => ({
    name: stage,
    boxes: actions.map((action, index): LooseBox => {
      const [, environmentName = ""] = segmentsOf(action.origin);
      const environment = environments.get(environmentName);
      const job = action.project === undefined ? undefined : jobs.get(action.project);
      return {
        ...shownOf(action, pipeline, settings),
        stage,
        state: "on",
        ...accountOf(action, environment),
        addresses: addressesOfAction(action, [stageIndex, index], addresses),
        ...(job && { project: projectInWords(job) }),
        runsAs: runsAs(action, environment, pipeline, roles, settings),
      };
    }),
  }));
}

function jobsOf(pipeline: Pipeline, settings: Settings): ReadonlyMap<string, Project> {
  const { build, environments } = pipeline;
  const context = reportContext(pipeline, settings);
  const ofDeployments = environments.flatMap((environment) =>
    deployProjectsOf(environment).map(({ name, job }) => ({ name, job: job(context) })),
  );
  const all = [...(build ? [build] : []), ...ofDeployments, ...environments.flatMap(({ tests }) => tests)];
  return new Map(all.map((project) => [project.name, project]));
}

function shownOf(action: Action, pipeline: Pipeline, settings: Settings) {
  const { name, runOrder, category, provider, summary, inputs, outputs, timeoutMinutes, origin } = action;
  const context = reportContext(pipeline, settings);
  return {
    ...{ name, runOrder, category, provider, summary, inputs, outputs, origin },
    region: action.region ?? settings.region,
    ...(timeoutMinutes !== undefined && { timeoutMinutes }),
    configuration: configurationIn(action, context),
  };
}

/** Builds and tests run in the pipeline's own account; a deployment looks at another, and changes it. */
function accountOf({ category, role, project }: Action, environment: TargetEnvironment | undefined) {
  const deploys = environment && deployProjectsOf(environment).find(({ name }) => name === project);
  const account =
    role?.accountId ?? deploys?.account ?? (category === "Deploy" ? environment?.accountId : undefined);
  return account === undefined ? {} : { account };
}

/** What of a job a reader asks for. Values of variables are the item's own, and stand there. */
function projectInWords({ name, job }: Project): Readonly<Record<string, string>> {
  const { image, buildspec, computeType, timeoutMinutes, privileged, variables, vpc } = job;
  return {
    Project: name,
    Image: image,
    Buildspec: buildspec,
    Machine: privileged ? `${computeType}, privileged` : computeType,
    "Time-out": `${timeoutMinutes} minutes`,
    ...(variables.length > 0 && { Variables: variables.map((one) => one.name).join(", ") }),
    ...(vpc && { VPC: `${vpc.id}, ${vpc.subnets.join(", ")}` }),
  };
}
