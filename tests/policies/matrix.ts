import { attemptsAround } from "./attempts.js";
import { type Call, may, type RoleCaller } from "./may.js";
import { needsOf } from "./needs.js";
import { type Held, type HeldRole, holdItem } from "./roles.js";
import { other, subject } from "./subject.js";

/** What became of one role: how much was tried, and what IAM decided otherwise than it should. */
export interface MatrixRow {
  readonly role: string;
  readonly actions: number;
  readonly allowed: number;
  readonly denied: number;
  /** Calls that the role needs and may not make, and calls that it may make and does not need. */
  readonly wrong: readonly string[];
}

/**
 * Every role of two pipelines tries what every role of both needs, and what no role may do. It must be allowed what it
 * needs itself, and nothing else.
 */
export async function matrix(): Promise<MatrixRow[]> {
  const pipelines = [holdItem(subject), holdItem(other, "1")];
  const everything = distinct(
    pipelines.flatMap((held) => [...[...needsOf(held).values()].flat(), ...attemptsAround(held)]),
  );
  const rows: MatrixRow[] = [];
  for (const held of pipelines) {
    for (const role of held.roles) rows.push(await rowOfPipeline(held, role, everything));
  }
  return rows;
}

function rowOfPipeline(
  held: Held,
  { job, arn, policy, tags }: HeldRole,
  everything: readonly Call[],
): Promise<MatrixRow> {
  const caller = { arn, policies: [policy], tags };
  return rowOf(`${held.pipeline.repository}: ${job}`, caller, needsOf(held).get(job) ?? [], everything);
}

/** Has a role try everything; it must be allowed what it needs, and nothing else. */
export async function rowOf(
  role: string,
  caller: RoleCaller,
  needs: readonly Call[],
  everything: readonly Call[],
): Promise<MatrixRow> {
  const needed = new Set(needs.map(keyOf));
  const outcomes = [];
  for (const call of everything) outcomes.push({ call, allowed: await may(caller, call) });
  return {
    role,
    actions: everything.length,
    allowed: outcomes.filter(({ allowed }) => allowed).length,
    denied: outcomes.filter(({ allowed }) => !allowed).length,
    wrong: outcomes
      .filter(({ call, allowed }) => allowed !== needed.has(keyOf(call)))
      .map(({ call, allowed }) => `${allowed ? "allowed" : "denied"}: ${keyOf(call)}`),
  };
}

function keyOf({ action, resource, keys }: Call): string {
  return [action, resource, ...(keys ? [JSON.stringify(keys)] : [])].join(" ");
}

export function distinct(calls: readonly Call[]): Call[] {
  return [...new Map(calls.map((call) => [keyOf(call), call])).values()];
}

/** The rows as a table of text. */
export function drawMatrix(rows: readonly MatrixRow[]): string {
  const width = Math.max(...rows.map(({ role }) => role.length));
  const line = (role: string, ...figures: readonly (string | number)[]) =>
    [role.padEnd(width), ...figures.map((figure) => String(figure).padStart(8))].join("");
  return [
    line("role", "tried", "allowed", "denied"),
    ...rows.map(({ role, actions, allowed, denied }) => line(role, actions, allowed, denied)),
  ].join("\n");
}
