import { ledgerContract } from "./contract.fixture.js";
import { memoryRows } from "./memory-rows.js";

ledgerContract("rows in memory", async () => memoryRows());
