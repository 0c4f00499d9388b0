import type { PipelineView, StageView, WaitingApproval } from "../../../controller/executions/index.js";

export const now = new Date("2026-01-05T13:20:00.000Z");
const since = "2026-01-05T10:00:00.000Z";

/** An approval that waits in production. */
export const waitingApproval: WaitingApproval = {
  ...{ environment: "Prod", stage: "BuildAndDeployToProd", action: "ProdApproval" },
  ...{ execution: "aaaaaaaa-1", token: "secret-token", since, until: "2026-01-06T10:00:00.000Z" },
  words: "Release?",
  newer: [],
  changeSets: [{ account: "222222222222", region: "us-east-1", stack: "shop-prod", changeSet: "shop" }],
};

const stage = (name: string, more: Partial<StageView> = {}): StageView => ({
  ...{ name, environments: [], asks: [], waiting: [], actions: [] },
  ...more,
});

/** A pipeline whose production waits for approval. */
export function waitingView(more: Partial<PipelineView> = {}): PipelineView {
  const production = stage("BuildAndDeployToProd", {
    ...{ environments: ["Prod"], asks: ["Prod"], status: "InProgress", execution: "aaaaaaaa-1" },
    actions: [
      { name: "CreateProdChangeSet", status: "Succeeded", started: since, ended: since },
      { name: "ProdApproval", status: "InProgress", started: since },
      { name: "DeployProdChangeSet" },
    ],
  });
  const staging = stage("BuildAndDeployToStaging", {
    ...{ environments: ["Staging"], status: "Succeeded", execution: "aaaaaaaa-1" },
    actions: [{ name: "DeployStagingChangeSet", status: "Succeeded", started: since, ended: since }],
  });
  return {
    ...{ name: "stagewright-webshop-main", link: "https://console", failures: [] },
    stages: [stage("Source", { status: "Succeeded", execution: "aaaaaaaa-1" }), staging, production],
    approvals: [waitingApproval],
    executions: [
      {
        ...{ id: "aaaaaaaa-1", status: "InProgress", started: since, updated: since },
        trigger: { type: "StartPipelineExecution", detail: "arn:aws:sts::1:assumed-role/releaser/ann" },
        commits: [
          {
            action: "ApplicationRepo",
            id: "c0ffee0123456789abcdef0123456789abcdef01",
            message: "It sells\nmore",
            author: "Ann",
          },
        ],
      },
    ],
    ...more,
  };
}
