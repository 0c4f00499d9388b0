import { expect, it } from "vitest";
import { type CallRecord, Records } from "./records.js";

const record = (time: number): CallRecord => ({
  time,
  duration: 1,
  service: "s3",
  action: "GetObject",
  region: "eu-central-1",
});

it("Records are kept in the order of the calls", () => {
  const records = new Records();
  for (const time of [1, 2, 3]) records.add(record(time));
  expect(records.list().map(({ time }) => time)).toEqual([1, 2, 3]);
});

it("Only the last calls are kept", () => {
  const records = new Records(10);
  for (let time = 1; time <= 1001; time++) records.add(record(time));
  expect(records.list()).toHaveLength(10);
  expect(records.list().at(-1)).toMatchObject({ time: 1001 });
});

it("A listener hears of every call until it has had enough", () => {
  const records = new Records();
  const heard: number[] = [];
  const stop = records.subscribe(({ time }) => heard.push(time));
  records.add(record(1));
  stop();
  records.add(record(2));
  expect(heard).toEqual([1]);
});

it("What has been cleared is gone, what comes after is there", () => {
  const records = new Records();
  records.add(record(1));
  records.clear();
  records.add(record(2));
  expect(records.list()).toEqual([record(2)]);
});
