import { execa } from "execa";
import { readLambda, zipLambda } from "../../controller/installation/control-plane/index.js";

const kilobytes = (bytes: Uint8Array) => `${(bytes.length / 1024).toFixed(0)} KB`;

/** How large the dispatcher's bundle is, and how long a new process of Node takes to load it: the best of five. */
export async function reportBundle(file: string): Promise<void> {
  const files = readLambda();
  const times: Import[] = [];
  for (let round = 0; round < 5; round++) times.push(await coldImport(file));
  const best = (part: keyof Import) => Math.min(...times.map((time) => time[part])).toFixed(0);
  console.log("\nthe dispatcher's bundle");
  console.log(`size                  ${kilobytes(files.program)}, zipped ${kilobytes(zipLambda(files))}`);
  console.log(`cold import, best of 5: elapsed ${best("elapsed")} ms, processor ${best("cpu")} ms`);
}

/** In milliseconds. */
interface Import {
  readonly elapsed: number;
  readonly cpu: number;
}

const script = `
  const [started, before] = [performance.now(), process.cpuUsage()];
  require(process.argv[1]);
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ elapsed, cpu: (user + system) / 1000 }));`;

/** What the control plane tells its functions. */
const env = {
  AWS_REGION: "us-east-1",
  STAGEWRIGHT_TABLE: "table",
  STAGEWRIGHT_LEDGER: "ledger",
  STAGEWRIGHT_PROJECT: "project",
  STAGEWRIGHT_BUILDS: "1",
  STAGEWRIGHT_PIPELINES_PER_BUILD: "1",
};

async function coldImport(file: string): Promise<Import> {
  const { stdout } = await execa(process.execPath, ["-e", script, file], { env, extendEnv: false });
  return JSON.parse(stdout);
}
