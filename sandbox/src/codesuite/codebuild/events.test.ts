import { describe, expect, it } from "vitest";
import { newBuild, storedPhases } from "./build.js";
import { phaseChange, stateChange } from "./events.js";

const place = { accountId: "111111111111", region: "eu-central-1" };
const time = new Date("2017-09-01T16:12:29Z");

const build = {
  ...newBuild({
    plan: { name: "web", serviceRole: "arn:aws:iam::111111111111:role/build" },
    buildNumber: 3,
    place,
    initiator: "Dev/ann",
    now: time,
  }),
  phases: storedPhases([
    {
      phaseType: "BUILD",
      phaseStatus: "FAILED",
      startTime: time,
      endTime: new Date("2017-09-01T16:13:05Z"),
      durationInSeconds: 36,
      contexts: [{ statusCode: "COMMAND_EXECUTION_ERROR", message: "why" }],
    },
  ]),
};

/** The shapes and words of the user guide, sample-build-notifications. */
describe("an event", () => {
  it("of a build's state has the guide's form", () => {
    const event = stateChange(build, place);
    expect(event).toMatchObject({
      ...place,
      source: "aws.codebuild",
      detailType: "CodeBuild Build State Change",
      resources: [build.arn],
      detail: {
        "build-status": "IN_PROGRESS",
        "current-phase": "SUBMITTED",
        "current-phase-context": "[COMMAND_EXECUTION_ERROR: why]",
        "additional-information": {
          initiator: "Dev/ann",
          "build-number": 3,
          "build-start-time": "Sep 1, 2017 4:12:29 PM",
        },
        version: "1",
      },
    });
  });

  it("of a phase tells its status, times and contexts", () => {
    const [phase] = build.phases;
    if (!phase) throw new Error("There is no phase");
    expect(phaseChange(build, phase, place).detail).toMatchObject({
      "completed-phase": "BUILD",
      "completed-phase-status": "FAILED",
      "completed-phase-duration-seconds": 36,
      "completed-phase-start": "Sep 1, 2017 4:12:29 PM",
      "completed-phase-end": "Sep 1, 2017 4:13:05 PM",
      "completed-phase-context": "[COMMAND_EXECUTION_ERROR: why]",
    });
  });
});
