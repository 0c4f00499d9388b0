import type { Action, Pipeline, Settings } from "../../compiler/index.js";
import { metricsOf, siteOf } from "../../controller/installation/control-plane/index.js";
import { type PriceName, prices } from "./prices.js";

/** A line of a month's bill. */
export interface Line {
  readonly what: string;
  readonly amount: number;
  readonly price: PriceName;
}

/** What a team does in a month with one pipeline. Where yours differs, multiply. */
export const habits = {
  /** Commits that run through to the last stage. */
  runs: 20,
  /** Changes of the item. */
  changes: 2,
  /** Minutes of an action, by its category. An approval costs nothing, however long it takes. */
  minutes: { Source: 1, Build: 5, Deploy: 2, Test: 6, Approval: 0 },
  /** Of the controller's build that applies one change. */
  reconcileMinutes: 3,
  /** GB of artifacts that are kept, and of log for a build or a test. */
  artifacts: 1,
  logOfBuild: 0.002,
  /** Calls of the artifacts' key by an action: one for each object that is read or written, and some more. */
  keyCallsOfAction: 10,
} as const;

export function costOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { amount, price }) => sum + amount * prices[price].dollars, 0);
}

/** What one pipeline costs, whether or not somebody commits, and what its runs and changes add. */
export function pipelineMonth(pipeline: Pipeline): Line[] {
  const actions = pipeline.stages.flatMap((stage) => stage.actions);
  const builds = actions.filter(({ project }) => project !== undefined);
  const { runs, changes, reconcileMinutes, artifacts, logOfBuild, keyCallsOfAction } = habits;
  return [
    { what: "the key of its artifacts", amount: pipeline.artifactStores.length, price: "key" },
    { what: "artifacts", amount: artifacts, price: "storage" },
    {
      what: `minutes of its actions, ${runs} runs`,
      amount: runs * minutesOf(actions),
      price: "actionMinute",
    },
    {
      what: `minutes of build and tests, ${runs} runs`,
      amount: runs * minutesOf(builds),
      price: "smallBuildMinute",
    },
    { what: "logs of build and tests", amount: runs * builds.length * logOfBuild, price: "logs" },
    {
      what: "calls of the key",
      amount: (runs * actions.length * keyCallsOfAction) / 10_000,
      price: "keyCall",
    },
    {
      what: `builds of the controller, ${changes} changes of the item`,
      amount: changes * reconcileMinutes,
      price: "mediumBuildMinute",
    },
  ];
}

function minutesOf(actions: readonly Action[]): number {
  return actions.reduce((sum, { category }) => sum + habits.minutes[category], 0);
}

/** What an installation costs without any pipeline. Tables, functions and schedule are billed by use: cents. */
export function installationMonth(settings: Settings): Line[] {
  const site = siteOf({ account: "111111111111", settings });
  return [
    { what: "alarms", amount: metricsOf(site).length, price: "alarm" },
    { what: "the age of the oldest request, as a metric", amount: 1, price: "metric" },
    { what: "the dashboard; an account's first three are free", amount: 1, price: "dashboard" },
    { what: "states, and the builds' tools", amount: 1, price: "storage" },
  ];
}
