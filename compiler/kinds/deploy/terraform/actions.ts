import type { ApprovalText, DeployAction, Target } from "../../kind.js";
import type { BoundTerraform, DeployStep } from "./deployment.js";

/**
 * A plan, what judges it, and the apply of that plan. Between the two and the third people are asked. Of what the plan's
 * build puts out nothing decides: it runs the repository's code.
 */
export function terraformActions(
  bound: BoundTerraform,
  { environment, accountId }: Target,
): readonly DeployAction[] {
  const action = (
    step: DeployStep,
    runOrder: number,
    summary: string,
    told: Readonly<Record<string, string>> = {},
  ) => ({
    name: `${words[step]}${environment}`,
    runOrder,
    category: "Build" as const,
    provider: "CodeBuild",
    configuration: {
      ProjectName: bound.projects[step],
      EnvironmentVariables: variablesOf({ EXECUTION_ID: "#{codepipeline.PipelineExecutionId}", ...told }),
    },
    takesBuild: true,
    prepares: step !== "apply",
    project: bound.projects[step],
    summary,
  });
  return [
    action("plan", 1, `Terraform in account ${accountId}, ${bound.directory}, reads only`),
    {
      ...action("review", 2, "reads the plan, without the repository's code"),
      namespace: namespaceOf(environment),
    },
    action("apply", 3, `Terraform in account ${accountId}, the plan as it was reviewed`, {
      BUNDLE_VERSION: reviewed(environment, "BundleVersion"),
      BUNDLE_SHA256: reviewed(environment, "Sha256"),
      REVIEWED_CLASS: reviewed(environment, "Class"),
    }),
  ];
}

const words: Readonly<Record<DeployStep, string>> = { plan: "Plan", review: "Review", apply: "Apply" };

/** As a CodeBuild action takes them (CodePipeline user guide, "CodeBuild action reference"). */
function variablesOf(variables: Readonly<Record<string, string>>): string {
  const all = Object.entries(variables).map(([name, value]) => ({ name, value, type: "PLAINTEXT" }));
  return JSON.stringify(all);
}

/** A namespace holds no dot, and an environment's name no at sign (CodePipeline API reference, ActionDeclaration). */
function namespaceOf(environment: string): string {
  return `${environment.replaceAll(".", "@")}Review`;
}

function reviewed(environment: string, name: string): string {
  return `#{${namespaceOf(environment)}.${name}}`;
}

/** The review's words, and its link to the whole plan. */
export function terraformApproval({ environment }: Target): ApprovalText {
  return { text: reviewed(environment, "Summary"), link: reviewed(environment, "PlanLink") };
}
