import { changeGroups, changeSigns, factsOf, grantInParts, offInWords } from "../in-words.js";
import type { Box, Preview, PreviewRole, PreviewStage, RunsAs } from "../preview.js";
import { flipsOf } from "../switched-off.js";
import { type Links, linksOf, shownLines } from "./lines.js";
import { signs } from "./style.js";

/** What the page's template shows of a preview. */
export function viewOf(preview: Preview, { index }: { readonly index: boolean }) {
  const links = linksOf(preview);
  const { repository, branch, pipeline, region, account, file, switchedOff } = preview;
  return {
    ...{ index, repository, branch, pipeline, file },
    title: `${repository} ${branch}: preview`,
    place: account ? `${region}, account ${account}` : region,
    facts: factsOf(preview),
    changes: changesView(preview),
    switchedOff: switchedOff.map((one) => ({
      what: offInWords(one),
      flip: one.flip,
      line: links.lineOf.get(one.flip),
    })),
    stages: preview.stages.map((stage) => stageView(stage, preview, links)),
    plainNote: preview.stages.some(({ boxes }) => boxes.some(isElsewhere)),
    lines: shownLines(preview, links),
    roles: preview.roles.map(roleView),
  };
}

/** So many lines are read; more are looked for. */
const atOnce = 8;

function changesView({ changes }: Preview) {
  if (!changes) return undefined;
  const groups = changeGroups(changes);
  return {
    heading:
      groups.length > 0
        ? `What changes against ${changes.against}`
        : `Nothing changes against ${changes.against}`,
    widens: groups.some(({ weighs }) => weighs),
    groups: groups.map(({ heading, weighs, lines }) => ({
      heading,
      open: weighs && lines.length <= atOnce,
      lines: lines.map((line) => ({ ...line, sign: changeSigns[line.change] })),
    })),
  };
}

function stageView({ name, state, change, accounts, boxes }: PreviewStage, preview: Preview, links: Links) {
  const orders = [...new Set(boxes.map(({ runOrder }) => runOrder))].sort((a, b) => a - b);
  return {
    ...{ words: wordsOf(name), state, change, off: state === "off" },
    accounts: accounts.length > 0 ? `Account ${accounts.join(", ")}` : "",
    orders: orders.map((order) => ({
      order,
      boxes: boxes.filter(({ runOrder }) => runOrder === order).map((box) => boxView(box, preview, links)),
    })),
  };
}

/** A line may end between them. */
function wordsOf(name: string): string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])/);
}

function boxView(box: Box, preview: Preview, links: Links) {
  const { number, name, category, summary, state, change, origin, writtenAt, addresses } = box;
  return {
    ...{ number, name, category, summary, state, change, origin, writtenAt, addresses },
    off: state === "off",
    words: wordsOf(name),
    sign: signs[category],
    key: links.keyOf.get(origin),
    line: links.lineOf.get(origin),
    originShown: origin || "the item itself",
    elsewhere: isElsewhere(box),
    file: preview.file,
    flips: flipsOf(origin, preview.switchedOff).join(" and "),
    facts: factsOfBox(box),
    runsAs: box.runsAs.map((one, index) => runsAsView(one, index, preview.roles)),
  };
}

/** Whether the file says it in other words than the plain form. */
function isElsewhere({ origin, writtenAt }: Box): boolean {
  return origin !== writtenAt;
}

function factsOfBox(box: Box) {
  const { provider, region, account, timeoutMinutes, inputs, outputs, configuration, project = {} } = box;
  const given = {
    Provider: provider,
    Account: account,
    Region: region,
    "Time-out": timeoutMinutes === undefined ? undefined : `${timeoutMinutes} minutes`,
    Takes: inputs.join(", ") || undefined,
    Gives: outputs.join(", ") || undefined,
    ...configuration,
    ...project,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function runsAsView({ role: id, grants }: RunsAs, index: number, roles: readonly PreviewRole[]) {
  const role = roles.find((one) => one.id === id);
  const all = grants ?? role?.grants ?? [];
  return {
    heading: index === 0 ? "Started by the pipeline's role" : "Works as",
    name: role?.name ?? id,
    account: role?.account,
    address: role?.address,
    may: grants ? "What it may do for this action" : "What it may do",
    grants: all.map(grantInParts),
  };
}

function roleView({ job, name, account, address, takenBy, grants }: PreviewRole) {
  return {
    ...{ job, name, account, address },
    takenBy: takenBy && grantInParts(takenBy),
    grants: grants.map(grantInParts),
  };
}
