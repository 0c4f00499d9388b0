import type { Problem } from "../diagnostics/index.js";
import { jobKeys } from "../kinds/index.js";
import type { PlainItem } from "./plain-item.js";

/** What is said of a build, where there is one. */
const buildKeys = ["BuildImage", "BuildSpecFile", ...Object.keys(jobKeys)];

/** Without a build nothing is said of it, and something must be deployed: CodePipeline wants two stages. */
export function checkBuild(item: PlainItem): Problem[] {
  if (item.Build !== false) return [];
  const useless = buildKeys
    .filter((key) => Object.hasOwn(item, key))
    .map((key) => ({
      path: `/${key}`,
      code: "item.no-build",
      value: key,
      message: `${key} is about a build, and Build is false.`,
      hint: `Take ${key} out, or Build.`,
    }));
  const deploys = Object.values(item.DeploymentConfigurations ?? {}).some(({ Deploy }) => Deploy === true);
  return deploys ? useless : [...useless, nothingToDo];
}

const nothingToDo: Problem = {
  path: "/Build",
  code: "item.nothing-to-do",
  value: "false",
  message: "Nothing is built, and nothing is deployed: the pipeline would have nothing to do.",
  hint: "Take Build out, or deploy to an environment.",
};
