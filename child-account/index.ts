export { type Administration, administrationOf, administrationSession } from "./administration.js";
export { checkChildRoles } from "./checks.js";
export {
  type ChildRole,
  childRoles,
  settingsForAccount,
  type TargetAccountContext,
} from "./child-account.js";
export {
  ChildAccountStack,
  type ChildAccountStackOptions,
  childAccountStackName,
  childAccountStateKey,
} from "./child-account-stack.js";
export { type AccountPlan, type AccountPlanOptions, withPlans } from "./plan-accounts.js";
export { type Preparation, preparationsOf, type ReadState, unpreparedProblems } from "./preparations.js";
export { rolesVersion, rolesVersionTag } from "./roles-version.js";
export { type TargetAccount, targetsOf } from "./targets.js";
export { childAccountTemplate } from "./template.js";
export { renderChildAccount, writeChildAccount } from "./write-child-account.js";
