import { XMLParser } from "fast-xml-parser";
import { expect, it } from "vitest";
import { readCall } from "../call.js";
import { builder } from "../gateway.fixture.js";
import { type Answer, headerOf, type Request } from "../message.js";
import { formRequest, jsonRequest } from "../requests.fixture.js";
import { describeAlarms } from "./describe-alarms.js";

const patch = describeAlarms({ root: (accountId) => ({ accessKeyId: accountId, secretAccessKey: "test" }) });
const query = readCall(
  formRequest("monitoring", {
    Action: "DescribeAlarms",
    Version: "2010-08-01",
    "AlarmNames.member.1": "errors",
    MaxRecords: "10",
  }),
);

const partial = "<DescribeAlarmsResponse><DescribeAlarmsResult/></DescribeAlarmsResponse>";
const whole = {
  MetricAlarms: [
    {
      AlarmName: "errors",
      MetricName: "Errors",
      Period: 60,
      ActionsEnabled: true,
      Dimensions: [{ Name: "QueueName", Value: "a&b" }],
      AlarmActions: ["arn:aws:sns:eu-central-1:111111111111:alarms"],
      StateUpdatedTimestamp: 1_767_225_600,
      Unit: null,
    },
  ],
  CompositeAlarms: [],
};

const xml = (status: number, body: string): Answer => ({
  status,
  headers: [
    "Content-Type",
    "text/xml",
    "x-amzn-RequestId",
    "request-1",
    "Content-Length",
    String(body.length),
  ],
  body: Buffer.from(body),
});

/** An emulator that answers Query partially and JSON wholly, and what it was asked. */
function emulator(first = xml(200, partial), second = 200, inJson: unknown = whole) {
  const asked: Request[] = [];
  const send = async (request: Request) => {
    asked.push(request);
    if (asked.length === 1) return first;
    return { status: second, headers: [], body: Buffer.from(JSON.stringify(inJson)) };
  };
  return { asked, send };
}

it("Alarms come with everything that the answer in JSON has", async () => {
  const answer = await patch.answer(query, emulator().send, builder);
  const parsed = new XMLParser({ parseTagValue: false }).parse(answer.body.toString());
  expect(parsed.DescribeAlarmsResponse.DescribeAlarmsResult.MetricAlarms.member).toEqual({
    AlarmName: "errors",
    MetricName: "Errors",
    Period: "60",
    ActionsEnabled: "true",
    Dimensions: { member: { Name: "QueueName", Value: "a&b" } },
    AlarmActions: { member: "arn:aws:sns:eu-central-1:111111111111:alarms" },
    StateUpdatedTimestamp: "2026-01-01T00:00:00.000Z",
  });
});

it.each([
  [
    "a percentile has no statistic",
    { MetricName: "M", ExtendedStatistic: "p95" },
    ["MetricName", "ExtendedStatistic", "Period"],
  ],
  ["an expression has neither", { MetricName: "" }, []],
  ["a plain alarm has both", { MetricName: "M" }, ["Period", "Statistic", "MetricName"]],
])("Of statistic and period, %s", async (_, alarm, expected) => {
  const MetricAlarms = [{ AlarmName: "a", Period: 60, Statistic: "Average", ...alarm }];
  const answer = await patch.answer(query, emulator(undefined, 200, { MetricAlarms }).send, builder);
  const { member } = new XMLParser().parse(answer.body.toString()).DescribeAlarmsResponse.DescribeAlarmsResult
    .MetricAlarms;
  expect(Object.keys(member).sort()).toEqual(["AlarmName", ...expected].sort());
});

it("The answer keeps its headers and has the length of its new body", async () => {
  const answer = await patch.answer(query, emulator().send, builder);
  expect(headerOf(answer, "x-amzn-requestid")).toBe("request-1");
  expect(headerOf(answer, "content-length")).toBe(String(answer.body.length));
});

it("The same question is asked in JSON, as the root of the caller's account", async () => {
  const { send, asked } = emulator();
  await patch.answer(query, send, builder);
  expect(asked[0]).toBe(query.request);
  expect(JSON.parse(asked[1]?.body?.toString() ?? "")).toEqual({ AlarmNames: ["errors"], MaxRecords: 10 });
  expect(headerOf(asked[1] ?? { headers: [] }, "authorization")).toContain("Credential=111111111111/");
  expect(headerOf(asked[1] ?? { headers: [] }, "content-type")).toBe("application/x-amz-json-1.0");
});

it("A call that the emulator refuses stays refused, and is asked no further", async () => {
  const refusal = xml(403, "<ErrorResponse/>");
  const { send, asked } = emulator(refusal);
  expect(await patch.answer(query, send, builder)).toBe(refusal);
  expect(asked).toHaveLength(1);
});

it("An emulator that does not answer in JSON is an error that shows its answer", async () => {
  await expect(patch.answer(query, emulator(undefined, 500).send, builder)).rejects.toThrow(
    /was answered with .*errors/,
  );
});

it("Only DescribeAlarms in the Query protocol is patched", () => {
  expect(patch.matches(query)).toBe(true);
  expect(patch.matches(readCall(formRequest("monitoring", { Action: "ListMetrics" })))).toBe(false);
  const inJson = jsonRequest("monitoring", "GraniteServiceVersion20100801.DescribeAlarms");
  expect(patch.matches(readCall(inJson))).toBe(false);
});
