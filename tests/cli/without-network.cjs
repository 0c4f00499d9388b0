/** Loaded before the command: reaching out, by socket or by program, ends it with code 86. */
const reach = (name) => () => {
  require("node:fs").writeSync(2, `reached out by ${name}\n`);
  process.exit(86);
};

for (const [module, names] of Object.entries({
  "node:net": ["connect", "createConnection", "createServer"],
  "node:dns": ["lookup", "resolve"],
  "node:dgram": ["createSocket"],
  "node:http": ["request", "get"],
  "node:https": ["request", "get"],
  "node:child_process": ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"],
})) {
  for (const name of names) require(module)[name] = reach(`${module}.${name}`);
}
require("node:net").Socket.prototype.connect = reach("a socket");
require("node:module").syncBuiltinESMExports();
