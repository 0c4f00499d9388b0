import { type Problem, pointer, show } from "../diagnostics/index.js";
import { allowedBy, matchesAny, type Settings } from "../settings/index.js";
import { caseConflicts } from "./case-conflicts.js";

/** AWS: 50 tags per resource; stagewright keeps some of them for its own. */
const tagLimit = 45;

/** An item's tags beside those of the installation, which it cannot change. */
export function checkTags(tags: Readonly<Record<string, string>> = {}, settings: Settings): Problem[] {
  const own = Object.keys(tags);
  const taken = own.filter((key) => Object.hasOwn(settings.tags, key));
  const keys = new Set([...Object.keys(settings.tags), ...own]);
  return [
    ...taken.map(ofInstallation),
    ...own.filter((key) => !matchesAny(key, settings.limits.tags)).map((key) => notListed(key, settings)),
    ...caseConflicts([...keys], "/Tags", "tags", "IAM makes no difference between them"),
    ...(keys.size > tagLimit ? [tooMany(own.length, keys.size - own.length)] : []),
  ];
}

function ofInstallation(key: string): Problem {
  return {
    path: `/Tags${pointer(key)}`,
    code: "item.limit-tag",
    value: key,
    message: `The installation gives every pipeline the tag ${show(key)}; an item cannot change it.`,
    hint: "Take it out, or use another key.",
  };
}

function notListed(key: string, { limits }: Settings): Problem {
  return {
    path: `/Tags${pointer(key)}`,
    code: "item.limit-tag",
    value: key,
    message: `The tag ${show(key)} is not among those that this installation lets items set.`,
    hint: allowedBy("tags", limits),
  };
}

function tooMany(own: number, others: number): Problem {
  return {
    path: "/Tags",
    code: "item.too-many-tags",
    value: String(own),
    message: `Found ${own} tags beside ${others} of the installation; ${tagLimit} are allowed together.`,
    hint: "Take some out: AWS takes 50 tags on a resource, and stagewright adds its own.",
  };
}
