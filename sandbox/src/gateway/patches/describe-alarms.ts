import type { Credentials } from "../../service.js";
import type { Call } from "../call.js";
import { type Answer, type Request, withBody, withoutHeaders } from "../message.js";
import type { Patch, SendUpstream } from "../patch.js";
import { type Fields, fieldsOfForm, fieldsOfJson } from "../resource.js";
import { signAs } from "../signature.js";
import { nestForm } from "./form.js";
import { toXml } from "./xml.js";

export interface DescribeAlarmsOptions {
  readonly root: (accountId: string) => Credentials;
}

/**
 * CloudWatch's `DescribeAlarms` in the Query protocol: once the emulator has let the call through, the same question is
 * asked in JSON, and its whole answer is written as the Query protocol has it.
 */
export function describeAlarms({ root }: DescribeAlarmsOptions): Patch {
  return {
    name: "describe-alarms",
    why:
      "MiniStack's answer in the Query protocol lacks period, statistic, dimensions, actions and more, so that " +
      "Terraform's aws_cloudwatch_metric_alarm never settles; its answer in JSON is whole. Both name a period and " +
      "a statistic where an alarm on an expression or a percentile has none, and so plans would never be empty.",
    matches: ({ protocol, service, action }) =>
      protocol === "query" && service === "cloudwatch" && action === "DescribeAlarms",

    async answer(call, send, identity) {
      const answer = await send(call.request);
      if (answer.status !== 200) return answer;
      const whole = await askInJson(call, root(identity.accountId), send);
      return xmlAnswer(answer, whole);
    },
  };
}

async function askInJson(call: Call, root: Credentials, send: SendUpstream): Promise<Fields> {
  const request = signAs(
    inJson(call.request),
    { ...root, region: call.region, service: "monitoring" },
    new Date(),
  );
  const answer = await send(request);
  if (answer.status !== 200) throw new Error(`DescribeAlarms in JSON was answered with ${answer.body}`);
  return fieldsOfJson(answer.body);
}

function inJson(request: Request): Request {
  const { Action, Version, MaxRecords, ...fields } = nestForm(fieldsOfForm(request.body));
  const question = { ...fields, ...(MaxRecords !== undefined && { MaxRecords: Number(MaxRecords) }) };
  const headers = [
    ...withoutHeaders(request.headers, ["content-type"]),
    ...["Content-Type", "application/x-amz-json-1.0"],
    ...["X-Amz-Target", "GraniteServiceVersion20100801.DescribeAlarms"],
  ];
  return withBody({ ...request, url: "/", headers }, Buffer.from(JSON.stringify(question)));
}

/** Timestamps, which JSON has as seconds since 1970 and XML as text. */
const timestamps = [
  "AlarmConfigurationUpdatedTimestamp",
  "StateTransitionedTimestamp",
  "StateUpdatedTimestamp",
  "ActionsSuppressedTimestamp",
];

function xmlAnswer({ status, headers }: Answer, whole: Fields): Answer {
  const { MetricAlarms, CompositeAlarms = [], NextToken } = whole;
  const alarms = Array.isArray(MetricAlarms) ? MetricAlarms.map(withoutDefaults) : [];
  const result = toXml({ MetricAlarms: alarms, CompositeAlarms, NextToken }, timestamps);
  const body = Buffer.from(
    '<DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">' +
      `<DescribeAlarmsResult>${result}</DescribeAlarmsResult></DescribeAlarmsResponse>`,
  );
  const kept = withoutHeaders(headers, ["content-length", "transfer-encoding"]);
  return { status, headers: [...kept, "Content-Length", String(body.length)], body };
}

/** An alarm on an expression has no metric of its own, of which MiniStack keeps nothing; a percentile is extended. */
function withoutDefaults(alarm: Fields): Fields {
  const { MetricName, Namespace, Period, Statistic, ...rest } = alarm;
  if (!MetricName) return rest;
  return alarm.ExtendedStatistic ? { ...rest, MetricName, Namespace, Period } : alarm;
}
