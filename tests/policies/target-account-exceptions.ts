import { denies, type Exception, exception } from "./exception.js";

const stacks = /^arn:aws:cloudformation:[^*?]+:stack\/stagewright-\*--\*(-[0-9a-f]+-stack)?\/\*$/;

/**
 * Of the roles of target accounts. Accounts are prepared before pipelines, so nothing of a pipeline can be named yet.
 * What an installation writes into `deployerPolicy` and `testPolicy` is its own.
 */
export const targetAccountExceptions: readonly Exception[] = [
  exception(/^(formation|test)$/, /^(OwnStacks|ReadStacks)$/, stacks, "stacks of pipelines to come, by name"),
  exception(
    /^(formation|deployer|site)$/,
    /^(Read|See|Find)Packages$/,
    /^arn:aws:s3:::stagewright-\*--\*-111111111111(\/\*)?$/,
    "the pipeline's bucket is not there yet; its own policy is the gate",
  ),
  exception(
    /^(formation|deployer|site)$/,
    /^DecryptPackages$/,
    /^arn:aws:kms:[^*?]+:111111111111:key\/\*$/,
    "the pipeline's key is not there yet; S3 asks for it, and the key's own policy is the gate",
  ),
  exception(
    /^site$/,
    /^(PutSites|SeeSites)$/,
    /^arn:aws:s3:::\*-site-\*(\/\*)?$/,
    "the buckets of sites, by the pattern of deploy.S3.bucket",
  ),
  exception(
    /^deployer$/,
    /^ServicesOfApplications$/,
    /^(\w+:)?\*$/,
    "applications decide what they are made of; a boundary, or deployerPolicy, is narrower",
  ),
  exception(
    /^(formation|deployer)$/,
    /^ExpandTransforms$/,
    /^arn:aws:cloudformation:[^*?]+:(aws|\d{12}):transform\/\*$/,
    "which transforms and macros a template uses is its own; where AUTO_EXPAND is not lent, none",
  ),
  exception(
    /^formation$/,
    /^RunMacros$/,
    /^arn:aws:lambda:[^*?]+:function:\*$/,
    "a macro's function has any name; CloudFormation alone may call it, by a condition",
  ),
  exception(/^deployer$/, /^NestedStacks$/, stacks, "stacks in stacks of pipelines, which bear their names"),
  exception(
    /^deployer$/,
    /^PassRolesOfApplications$/,
    /^arn:aws:iam::222222222222:role\/(stagewright-|apps\/)\*$/,
    "roles that applications may give to their services, by the setting passableRoles",
  ),
  exception(
    /^deployer$/,
    /^MakeOwnPolicies$/,
    /^arn:aws:iam::222222222222:policy\/stagewright-\*$/,
    "managed policies of applications have the names that CloudFormation gives them",
  ),
  exception(
    /^deployer$/,
    /^(MakeBoundRoles|UseOwnRoles)$/,
    /^arn:aws:iam::222222222222:role\/stagewright-\*$/,
    "roles of applications have the names that CloudFormation gives them",
  ),
  exception(/^deployer$/, /^Protect(OwnRoles|Pipelines|Boundary)$/, /^iam:\*$|:role\/[\w*?-]+$/, denies),
  exception(/^deployer$/, /^Leave(Installation|Artifacts|ArtifactKeys|Mappings)$/, /./, denies),
  exception(/^view$/, /^ViewChanges$/, stacks, "stacks of pipelines to come, by name"),
];
