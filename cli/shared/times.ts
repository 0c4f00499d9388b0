import { ageOf, durationInWords } from "./pipelines/durations.js";
import type { Terminal } from "./terminal.js";

/** How a command says an ISO time. */
export type SayTime = (time: string) => string;

/** For a person at a terminal the local time and how long ago or ahead it is; for all others the time as it is. */
export function sayTimes({ openScreen }: Pick<Terminal, "openScreen">, now = new Date()): SayTime {
  return openScreen ? (time) => localTime(time, now) : (time) => time;
}

/** `14:03, 12 min ago`, with the date on another day. */
export function localTime(time: string, now: Date): string {
  const at = new Date(time);
  const pad = (number: number) => String(number).padStart(2, "0");
  const day = (date: Date) => [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join("-");
  const date = day(at) === day(now) ? "" : `${day(at)} `;
  const ahead = (at.getTime() - now.getTime()) / 1000;
  const relative = ahead > 0 ? `in ${durationInWords(ahead)}` : `${ageOf(time, now)} ago`;
  return `${date}${pad(at.getHours())}:${pad(at.getMinutes())}, ${relative}`;
}
