export { connectionStatus } from "./connection-status.js";
export { readHealth } from "./read-health.js";
