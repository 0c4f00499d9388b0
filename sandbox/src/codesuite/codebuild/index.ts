import type { Service } from "../../service.js";
import { type Builds, type CodeSuiteContext, defineService, validationError } from "../core/index.js";
import { buildOperations } from "./builds.js";
import { buildsPort } from "./port.js";
import { projectOperations } from "./projects.js";
import { reportOperations } from "./report-groups.js";
import { resourcePolicyOperations } from "./resource-policies.js";
import { BuildRunner } from "./runner.js";
import { type CodeBuildSettings, defaultSettings } from "./settings.js";
import { sourceCredentialOperations } from "./source-credentials.js";
import { BuildStarter } from "./start.js";
import { webhookOperations } from "./webhooks.js";

export type { CodeBuildSettings } from "./settings.js";

/** CodeBuild: projects, builds that really run on this machine, and their test reports. */
export function createCodeBuild(
  context: CodeSuiteContext,
  changed: Partial<CodeBuildSettings> = {},
): { readonly service: Service; readonly builds: Builds } {
  const settings = { ...defaultSettings, ...changed };
  const runner = new BuildRunner(context, settings);
  const starter = new BuildStarter(context, settings, runner);
  const service = defineService({
    model: context.models.load("codebuild"),
    iamPrefix: "codebuild",
    authorizer: context.authorizer,
    invalid: (violations) => validationError(violations, "InvalidInputException"),
    operations: {
      ...projectOperations(context, settings),
      ...starter.operations(),
      ...buildOperations(context, runner),
      ...reportOperations(context),
      ...sourceCredentialOperations(context),
      ...webhookOperations(context),
      ...resourcePolicyOperations(context),
      // Nothing is shared between accounts.
      ListSharedProjects: { handle: () => ({ projects: [] }) },
      ListSharedReportGroups: { handle: () => ({ reportGroups: [] }) },
    },
    close: () => runner.close(),
  });
  return { service, builds: buildsPort(runner, starter) };
}
