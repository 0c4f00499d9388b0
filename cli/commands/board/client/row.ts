import type { EnvironmentStatus, ShownCommit } from "../../../../controller/records/index.js";
import type { BoardRow, ShownFailure } from "../row.js";
import { type Child, element, link } from "./dom.js";
import { timeElement } from "./times.js";
import { classOf, shortened, words } from "./words.js";

/** What is always seen of a pipeline: its name and the controller's word, its environments from left to right, what came last. */
export function rowSummary(row: BoardRow): HTMLElement {
  const { repo, branch, activity } = row;
  const environments = (activity?.environments ?? []).map(environmentOf);
  return element(
    "summary",
    {},
    element(
      "span",
      { class: "who" },
      element("span", { class: "name" }, repo, element("span", { class: "branch" }, branch)),
      ...controllerLines(row),
    ),
    element("span", { class: "rail" }, ...environments),
    element("span", { class: "latest" }, ...latestLines(row)),
  );
}

const line = (kind: string, ...children: readonly Child[]) =>
  element("span", { class: `said ${kind}`.trim() }, ...children);

function controllerLines(row: BoardRow): HTMLElement[] {
  const { state, running, applied, requested, refused, retry, deferred } = row;
  if (running) return [line("", `${running.phase} for `, timeElement(running.since), ` by ${running.who}`)];
  if (state === "new") return [line("", "in the table, not noticed yet")];
  if (deferred) return [line("", "waits for what runs in it for ", timeElement(deferred.since))];
  if (state === "failed" || state === "invalid")
    return [
      line("bad", state === "failed" ? "could not be made" : "its item is not valid"),
      ...(retry === undefined ? [] : [line("", "tried again in ", timeElement(retry, "left"))]),
    ];
  if (refused) return [line("bad", "no build could be started for ", timeElement(refused.since))];
  if (requested !== undefined) return [line("", "waits for a build for ", timeElement(requested))];
  return applied === undefined ? [] : [line("", "applied ", timeElement(applied), " ago")];
}

function environmentOf(environment: EnvironmentStatus): HTMLElement {
  const { environment: name, state, since, commit, deployed, execution, approval } = environment;
  const isOther = deployed !== undefined && deployed.execution !== execution;
  return element(
    "span",
    { class: `environment is-${classOf(state)}` },
    element("b", {}, name),
    " ",
    element("span", { class: "how" }, words(state)),
    state !== "New" &&
      line(
        "",
        shortened(commit?.id),
        commit ? " · " : "",
        since === undefined ? "" : timeElement(approval?.since ?? since),
      ),
    isOther && line("", "in the account ", shortened(deployed.commit?.id) || "another commit"),
  );
}

function latestLines({ activity, refused, failures, outcomes }: BoardRow): HTMLElement[] {
  const current = failures.find(({ isCurrent }) => isCurrent);
  if (outcomes.includes("failed") && current)
    return [line("bad", current.title), summary("", current.message)];
  if (refused) return [summary("bad", refused.reason)];
  const [running] = activity?.running ?? [];
  const execution = running ?? activity?.execution;
  if (!execution) return activity ? [line("", "has not run yet")] : [];
  const said = summaryOfCommit(execution.commit);
  if (!running) return said;
  const { stage } = running;
  const where = stage
    ? `${stage.name}, stage ${stage.number} of ${stage.of}, for `
    : `${words(running.state)} for `;
  return [...said, line("", where, timeElement(stage?.since ?? running.started))];
}

function summary(kind: string, text: string): HTMLElement {
  return element("span", { class: `summary said ${kind}` }, text);
}

function summaryOfCommit(commit: ShownCommit | undefined): HTMLElement[] {
  return commit ? [element("span", { class: "summary" }, commit.summary || shortened(commit.id))] : [];
}

/** What the ledger knows beyond that: failures with their hints, who is asked, and where to look further. */
export function knownOf(row: BoardRow): HTMLElement[] {
  return [
    ...approvalsOf(row),
    ...row.failures.map(failureOf),
    ...deferredOf(row),
    ...unconfirmedOf(row),
    linksOf(row),
  ];
}

function approvalsOf({ repo, branch, activity }: BoardRow): HTMLElement[] {
  return (activity?.environments ?? []).flatMap(({ environment, approval, commit }) => {
    if (!approval) return [];
    const shown = commit ? `${shortened(commit.id)} ${commit.summary ?? ""}` : "";
    return element(
      "section",
      { class: "ask" },
      element("b", {}, `${environment} waits for approval`),
      " for ",
      timeElement(approval.since),
      ", which can be given for another ",
      timeElement(approval.until, "left"),
      shown !== "" && element("p", {}, shown),
      element("p", { class: "hint" }, `stagewright approve ${repo} ${branch} ${environment}`),
    );
  });
}

function failureOf({ title, message, hint, at, link: address, isCurrent }: ShownFailure): HTMLElement {
  return element(
    "section",
    { class: isCurrent ? "failure" : "failure over" },
    element("b", {}, title),
    isCurrent ? " failed" : " failed, and came through since",
    ...(at === undefined ? [] : [", ", timeElement(at), " ago"]),
    element("p", {}, message),
    hint !== "" && element("p", { class: "hint" }, hint),
    address !== undefined && element("p", {}, link(address, "Its log")),
  );
}

function deferredOf({ repo, branch, deferred }: BoardRow): HTMLElement[] {
  if (!deferred) return [];
  const { since, until, execution, why } = deferred;
  return [
    element(
      "section",
      { class: "ask" },
      element("b", {}, "A change waits for what runs"),
      " for ",
      timeElement(since),
      ", for another ",
      timeElement(until, "left"),
      " at most",
      element("p", {}, `Execution ${execution} ${why}.`),
      element(
        "p",
        { class: "hint" },
        `stagewright put --now, or rm ${repo} ${branch} --now, does not wait: it cancels what runs.`,
      ),
    ),
  ];
}

function unconfirmedOf({ unconfirmed = [] }: BoardRow): HTMLElement[] {
  if (unconfirmed.length === 0) return [];
  const text = `Nobody has confirmed ${unconfirmed.join(", ")}, who therefore gets no mail of approvals.`;
  return [element("section", { class: "ask" }, text)];
}

function linksOf({ links, log, activity }: BoardRow): HTMLElement {
  const commit = activity?.execution?.commit;
  return element(
    "p",
    { class: "links" },
    activity !== undefined && link(links.pipeline, "Pipeline in the console"),
    links.execution !== undefined && link(links.execution, "Newest execution"),
    log !== undefined && link(log, "The controller's log"),
    commit?.url !== undefined && link(commit.url, `Commit ${shortened(commit.id)}`),
  );
}
