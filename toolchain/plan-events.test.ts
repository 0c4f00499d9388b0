import { describe, expect, it } from "vitest";
import { plannedChanges, spokenEvents } from "./plan-events.js";

const planned = (action: string, name: string) => ({
  "@message": `${name}: Plan to ${action}`,
  type: "planned_change",
  change: {
    action,
    resource: {
      addr: `module.roles.aws_iam_role.${name}`,
      resource_type: "aws_iam_role",
      resource_name: name,
    },
  },
});
const lines = (...events: (object | string)[]) =>
  events.map((event) => `${typeof event === "string" ? event : JSON.stringify(event)}\n`).join("");

describe("the events of a plan", () => {
  it("name the resources that would be touched, and how", () => {
    const stdout = lines(
      { "@message": "Terraform 1.11.4", type: "version" },
      { ...planned("update", "drifted"), type: "resource_drift" },
      ...["create", "update", "delete", "replace", "noop", "read"].map((action) => planned(action, action)),
    );
    expect(plannedChanges(stdout).map(({ name, change }) => [name, ...change.actions])).toEqual([
      ["create", "create"],
      ["update", "update"],
      ["delete", "delete"],
      ["replace", "delete", "create"],
    ]);
    expect(plannedChanges(stdout)[0]).toMatchObject({
      address: "module.roles.aws_iam_role.create",
      type: "aws_iam_role",
    });
  });

  it("are told as people read them, errors with their detail", () => {
    const diagnostic = {
      severity: "error",
      summary: "No valid credential sources found",
      detail: "Please see.",
    };
    const stdout = lines({ "@message": "Acquiring state lock." }, { "@message": "x", diagnostic }, "no JSON");
    expect(spokenEvents(stdout)).toBe(
      "Acquiring state lock.\nError: No valid credential sources found\n\nPlease see.\nno JSON",
    );
  });
});
