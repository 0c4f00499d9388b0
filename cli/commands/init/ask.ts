import { asking, type Desk } from "../../shared/questions.js";
import { endWith } from "../../shared/refuse.js";
import type { Terminal } from "../../shared/terminal.js";
import type { InitOptions } from "./command.js";
import type { GitCheckout } from "./git.js";
import type { Answers, NamedEnvironment } from "./item-text.js";

type Ask = (question: string) => Promise<string>;

/** What flags do not say is asked, with what git knows as the default; without a terminal that is taken. */
export async function answersFrom(
  options: InitOptions,
  checkout: GitCheckout,
  desk: Desk,
  out: Terminal,
): Promise<Partial<Answers>> {
  const given = { ...answersOf(options), environments: options.environment.map(environmentOf) };
  if (!desk.input.isTTY) return { ...defaultsOf(checkout), ...given };
  return asking(desk, (ask) =>
    asked(given, checkout, async (question) => (await ask(question)) ?? endWith("Nothing was written.", out)),
  );
}

async function asked(given: Partial<Answers>, checkout: GitCheckout, ask: Ask): Promise<Partial<Answers>> {
  const known = defaultsOf(checkout);
  const withDefault = async (question: string, fallback = "") =>
    (await ask(`${question}${fallback && ` [${fallback}]`}:`)) || fallback;
  const repository = given.repository ?? (await withDefault("Repository", known.repository));
  const branch = given.branch ?? (await withDefault("Branch", known.branch));
  const connection =
    given.connection ?? (checkout.isHosted ? await ask("ARN of the connection that reads it:") : "");
  const environments = given.environments?.length ? given.environments : await askEnvironments(ask);
  const last = environments.at(-1)?.name;
  const approver =
    given.approver ?? (last ? await ask(`E-mail of who is asked before ${last} (empty: nobody):`) : "");
  return {
    repository,
    branch,
    environments,
    ...(connection && { connection }),
    ...(approver && { approver }),
  };
}

async function askEnvironments(ask: Ask): Promise<NamedEnvironment[]> {
  const environments: NamedEnvironment[] = [];
  for (;;) {
    const name = await ask(`Environment ${environments.length + 1}, such as Staging (empty: no more):`);
    if (name === "") return environments;
    environments.push({ name, account: await ask(`Account of ${name}, 12 digits:`) });
  }
}

function answersOf({ repo, branch, connection, approver }: InitOptions): Partial<Answers> {
  return {
    ...(repo && { repository: repo }),
    ...(branch && { branch }),
    ...(connection && { connection }),
    ...(approver && { approver }),
  };
}

function defaultsOf({ repository, branch }: GitCheckout): Partial<Answers> {
  return { ...(repository && { repository }), ...(branch && { branch }) };
}

/** `Prod=222222222222`. What stands behind a second equals sign is of the account, which is refused then. */
function environmentOf(text: string): NamedEnvironment {
  const [name = "", ...account] = text.split("=");
  return { name, account: account.join("=") };
}
