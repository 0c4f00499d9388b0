import { allow, arn, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";

/** The service's two names: a connection bears the one under which it was made, and is asked for under its older one. */
const services = ["codeconnections", "codestar-connections"];

/** Whether a connection is completed: an item names its connection, of any region. */
export function seeConnections(site: Site): Statement[] {
  return [
    allow(
      "SeeConnections",
      ["codestar-connections:GetConnection"],
      services.map((service) => arn(service, "connection/*", { ...site, region: "*" })),
    ),
  ];
}
