import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { thisPlatform } from "../../../toolchain/index.js";
import { providerFor } from "./provider-source.js";

const aws = "registry.terraform.io/hashicorp/aws";

/** A Terraform that answers `version`, and for `providers mirror` puts a packed provider where it is told. */
const posing = `#!/bin/sh
[ "$1" = version ] && echo 'Terraform v1.11.4' && exit
grep -q '"version":">= 5.100.0, < 7.0.0"' main.tf.json || exit 1
mkdir -p "$4/${aws}" && cp "$HOME/packed.zip" "$4/${aws}/terraform-provider-aws_6.2.0_\${3#-platform=}.zip"
`;

function sources(mirrored: readonly string[], platform = thisPlatform()) {
  const unpacked = mirrored.map(
    (version) =>
      [`mirror/${aws}/${version}/${thisPlatform()}/terraform-provider-aws_v${version}_x5`, version] as const,
  );
  const folder = folderWith({
    "bin/terraform": posing,
    "mirror/none": "",
    ...Object.fromEntries(unpacked),
  });
  chmodSync(join(folder, "bin/terraform"), 0o755);
  const entries = {
    "LICENSE.txt": Buffer.from("free"),
    "terraform-provider-aws_v6.2.0_x5": Buffer.from("fetched"),
  };
  writeFileSync(join(folder, "packed.zip"), zipSync(entries));
  const mirror = mirrored.length > 0 ? { STAGEWRIGHT_PROVIDER_MIRROR: join(folder, "mirror") } : {};
  const env = { PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder, ...mirror };
  return { env, cwd: folder, cache: join(folder, "cache"), platform, releases: "", releaseKeys: [] };
}

const range = ">= 5.100.0, < 7.0.0";

describe("the AWS provider", () => {
  it("is the newest of the mirror that is within the range", async () => {
    const { version, file } = await providerFor(range, sources(["5.99.0", "5.100.0", "6.1.0", "7.0.0"]));
    expect([version, readFileSync(file, "utf8")]).toEqual(["6.1.0", "6.1.0"]);
  });

  it("is fetched by Terraform where the mirror has none within the range", async () => {
    const { version, file } = await providerFor(range, sources(["5.99.0"]));
    expect([version, readFileSync(file, "utf8")]).toEqual(["6.2.0", "fetched"]);
  });

  it("is unpacked anew, whatever an earlier run, or somebody else, left in the cache", async () => {
    const from = sources(["5.99.0"]);
    const { file } = await providerFor(range, from);
    writeFileSync(file, "evil");
    expect(readFileSync((await providerFor(range, from)).file, "utf8")).toBe("fetched");
  });

  it("is fetched by Terraform for another platform than this machine's", async () => {
    const { version, file } = await providerFor(range, sources(["6.1.0"], "plan9_mips"));
    expect([version, readFileSync(file, "utf8")]).toEqual(["6.2.0", "fetched"]);
    expect(file).toContain("plan9_mips");
  });
});
