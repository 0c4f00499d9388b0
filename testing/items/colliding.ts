/**
 * Keys that were searched for, in seconds on one core: two pipelines of one id, and two repositories of one hash in the
 * names of target accounts.
 */
export const colliding = {
  pipelines: [
    { repository: "acme/payments-gateway", branch: "main!!-_!!!!--_+_-" },
    { repository: "acme/payments-ledger", branch: "main+!--+-__-+!_--" },
  ],
  repositories: ["acme/team-863201", "acme/team-1194935"],
} as const;
