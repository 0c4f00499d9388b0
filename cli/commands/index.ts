import type { MakeCommand } from "../shared/options.js";
import { accountsCommand } from "./accounts/command.js";
import { approveCommand } from "./approve/command.js";
import { boardCommand } from "./board/command.js";
import { bootstrapCommand } from "./bootstrap/command.js";
import { completionCommand } from "./completion/command.js";
import { convertCommand } from "./convert/command.js";
import { deployCommand } from "./deploy/command.js";
import { destroyCommand } from "./destroy/command.js";
import { doctorCommand } from "./doctor/command.js";
import { executionsCommand } from "./executions/command.js";
import { getCommand } from "./get/command.js";
import { initCommand } from "./init/command.js";
import { listCommand } from "./list/command.js";
import { logsCommand } from "./logs/command.js";
import { planCommand } from "./plan/command.js";
import { policiesCommand } from "./policies/command.js";
import { previewCommand } from "./preview/command.js";
import { putCommand } from "./put/command.js";
import { reconcileCommand } from "./reconcile/command.js";
import { rejectCommand } from "./reject/command.js";
import { retryCommand } from "./retry/command.js";
import { rmCommand } from "./rm/command.js";
import { rollbackCommand } from "./rollback/command.js";
import { startCommand } from "./start/command.js";
import { statusCommand } from "./status/command.js";
import { stopCommand } from "./stop/command.js";
import { syncCommand } from "./sync/command.js";
import { synthCommand } from "./synth/command.js";
import { validateCommand } from "./validate/command.js";

/** All commands, in the order in which `--help` lists them. */
export const commands: readonly MakeCommand[] = [
  initCommand,
  validateCommand,
  previewCommand,
  synthCommand,
  policiesCommand,
  convertCommand,
  putCommand,
  syncCommand,
  getCommand,
  rmCommand,
  listCommand,
  statusCommand,
  boardCommand,
  executionsCommand,
  logsCommand,
  startCommand,
  stopCommand,
  retryCommand,
  rollbackCommand,
  approveCommand,
  rejectCommand,
  planCommand,
  deployCommand,
  destroyCommand,
  reconcileCommand,
  doctorCommand,
  accountsCommand,
  bootstrapCommand,
  completionCommand,
];
