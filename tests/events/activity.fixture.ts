import { type Story, storyPlace } from "@stagewright/sandbox/testing";
import { type EventsParts, type FailureMessage, handle } from "../../controller/events/index.js";
import {
  Activities,
  type Activity,
  activityStatusOf,
  type Clock,
  keyText,
  type LaidOutEnvironment,
  type Layout,
  memoryRows,
  type Rows,
} from "../../controller/records/index.js";

export const stages = [
  { name: "Source", actions: ["App"] },
  { name: "Build", actions: ["Compile"] },
  { name: "ToStaging", actions: ["MakeStaging", "ShipStaging", "TryStaging"] },
  { name: "ToProd", actions: ["MakeProd", "?AskProd", "ShipProd"] },
];

const environments: readonly LaidOutEnvironment[] = [
  {
    name: "Staging",
    stage: "ToStaging",
    actions: ["MakeStaging", "ShipStaging", "TryStaging"],
    deploys: "ShipStaging",
  },
  {
    name: "Prod",
    stage: "ToProd",
    actions: ["MakeProd", "AskProd", "ShipProd"],
    deploys: "ShipProd",
    approval: { action: "AskProd", minutes: 60 },
  },
];

export const layout: Layout = {
  source: { stage: "Source", action: "App", artifact: "Source" },
  stages: stages.map(({ name }) => name),
  environments,
};

export const { pipeline } = storyPlace;
export const shopKey = { repository: "shop", branch: "main" };

/** The clock of an installation that is older than every story. */
const clock: Clock = { now: () => Date.UTC(2026, 0, 1), every: () => () => {} };

/** An installation's rows with the function of events in front of them. */
export class EventListener {
  readonly rows: Rows;
  readonly told: FailureMessage[] = [];
  readonly reports: [string, unknown][] = [];
  readonly asked: string[] = [];
  /** Whose waiting changes are to be looked at again. */
  readonly woken: string[] = [];
  readonly activities: Activities;
  now = Date.UTC(2026, 0, 2);
  hasTopic = true;
  publish = async (message: FailureMessage): Promise<void> => void this.told.push(message);

  constructor(rows: Rows = memoryRows()) {
    this.rows = rows;
    this.activities = new Activities(rows, clock);
  }

  async open(laidOut: Layout = layout): Promise<this> {
    await this.activities.open(shopKey, pipeline, laidOut);
    return this;
  }

  hear(event: unknown, more: Partial<EventsParts> = {}): Promise<void> {
    return handle(event, {
      activities: this.activities,
      findCommit: async ({ execution }) => {
        this.asked.push(execution);
        return undefined;
      },
      ...(this.hasTopic && { publish: (message) => this.publish(message) }),
      place: { account: storyPlace.accountId, region: storyPlace.region },
      clock: { now: () => this.now, every: () => () => {} },
      askAgain: async (key) => void this.woken.push(keyText(key)),
      pause: async () => {},
      report: (name, details) => void this.reports.push([name, details]),
      ...more,
    });
  }

  async hearAll(events: Story["events"]): Promise<this> {
    for (const event of events) await this.hear(event);
    return this;
  }

  async activity(): Promise<Activity> {
    const found = await this.activities.read(pipeline);
    if (!found) throw new Error("No row is open.");
    return found;
  }

  async status() {
    return activityStatusOf(await this.activity());
  }
}
