import { describe, expect, it } from "vitest";
import { latestStart } from "./latest-start.js";

const build = "arn:aws:codebuild:eu-west-1:111111111111:build/stagewright_control-reconciler:1-2";
const started = Date.UTC(2026, 0, 1);
const inBuild = { CODEBUILD_BUILD_ARN: build, CODEBUILD_START_TIME: String(started) };

/** In minutes from the start of the build. */
const minutesOf = (timeoutMinutes: number, runTimeoutMinutes: number) =>
  (latestStart(inBuild, { timeoutMinutes, runTimeoutMinutes }) - started) / 60_000;

describe("the last beginning of a build", () => {
  it("leaves a run the time that it may take, and some more", () => {
    expect(minutesOf(120, 30)).toBe(85);
    expect(minutesOf(480, 60)).toBe(415);
  });

  it("leaves half of the build's time for work where a run may take all of it", () => {
    expect(minutesOf(30, 30)).toBe(15);
    expect(minutesOf(5, 120)).toBe(2.5);
  });

  it("is never where no build is", () => {
    const limits = { timeoutMinutes: 120, runTimeoutMinutes: 30 };
    expect(latestStart({}, limits)).toBe(Number.POSITIVE_INFINITY);
  });
});
