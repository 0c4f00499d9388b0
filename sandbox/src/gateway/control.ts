import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault, Faults } from "./faults.js";
import { headerOf } from "./message.js";
import { parseFault } from "./parse-fault.js";
import type { Records } from "./records.js";
import { isSame } from "./same.js";
import { readWhole } from "./upstream.js";

/** The gateway's own paths, for tests in other processes. */
export const controlPath = "/_stagewright/";

/** What is asked for, and what asking for it takes. */
export interface ControlDesk {
  readonly records: Records;
  readonly faults: Faults;
  readonly secret: string;
  /** Completes a connection; throws when there is none of this ARN. */
  readonly completeConnection: (arn: string) => void;
  /** The name by which people call the command line. */
  readonly program: string;
}

/**
 * `GET | DELETE records`, `GET | POST | DELETE faults`, `DELETE faults/ID`, `POST connections`. Bodies are JSON; a hook cannot
 * be injected from another process. Whoever asks bears the sandbox's secret.
 */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  { records, faults, secret, program, completeConnection }: ControlDesk,
): Promise<void> {
  const authorization = headerOf({ headers: request.rawHeaders }, "authorization") ?? "";
  if (!isSame(authorization, `Bearer ${secret}`)) return reply(response, 401, wantsSecret(program));
  const [name = "", id] = (request.url ?? "").slice(controlPath.length).split("?")[0]?.split("/") ?? [];
  const question = `${request.method} ${name}${id === undefined ? "" : "/ID"}`;
  switch (question) {
    case "GET records":
      return reply(response, 200, { records: records.list() });
    case "DELETE records":
      records.clear();
      return reply(response, 200, {});
    case "GET faults":
      return reply(response, 200, { faults: faults.list() });
    case "POST faults":
      return inject(request, response, faults);
    case "DELETE faults":
      faults.clear();
      return reply(response, 200, {});
    case "DELETE faults/ID":
      return faults.remove(id ?? "") ? reply(response, 200, {}) : reply(response, 404, noSuch(id));
    case "POST connections":
      return complete(request, response, completeConnection);
    default:
      return reply(response, 404, { message: `${question} is not one of the gateway's own calls.` });
  }
}

async function inject(request: IncomingMessage, response: ServerResponse, faults: Faults): Promise<void> {
  const parsed = safeParse((await readWhole(request)).toString());
  if ("problem" in parsed) return reply(response, 400, { message: parsed.problem });
  return reply(response, 201, { id: faults.inject(parsed.fault).id });
}

async function complete(
  request: IncomingMessage,
  response: ServerResponse,
  completeConnection: ControlDesk["completeConnection"],
): Promise<void> {
  try {
    completeConnection(arnIn((await readWhole(request)).toString()));
    reply(response, 200, {});
  } catch (error) {
    reply(response, 400, { message: error instanceof Error ? error.message : String(error) });
  }
}

function arnIn(text: string): string {
  const given: unknown = JSON.parse(text);
  const isSaid = typeof given === "object" && given !== null && "arn" in given;
  if (isSaid && typeof given.arn === "string") return given.arn;
  throw new Error('Which connection is to be completed? {"arn": "arn:aws:codeconnections:…"}');
}

function safeParse(text: string): { readonly fault: Fault } | { readonly problem: string } {
  try {
    return { fault: parseFault(JSON.parse(text)) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function wantsSecret(program: string): { readonly message: string } {
  const header = '-H "Authorization: Bearer $AWS_SECRET_ACCESS_KEY"';
  return { message: `This path wants the sandbox's secret: ${header}, after eval "$(${program} env)".` };
}

function noSuch(id: string | undefined): { readonly message: string } {
  return { message: `There is no fault ${id}.` };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}
