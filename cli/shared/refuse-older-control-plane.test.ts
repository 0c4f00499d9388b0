import { describe, expect, it } from "vitest";
import { formatInstallation, parseInstallation } from "../../controller/installation/index.js";
import { installationOf } from "../../controller/installation/installation.fixture.js";
import { transcript } from "../../testing/expect/transcript.js";
import { Exit } from "./exit.js";
import { refuseOlderControlPlane } from "./refuse-older-control-plane.js";

const read = (text: string) => parseInstallation(text, "/stagewright/shop/installation");
const present = installationOf({ namePrefix: "shop" });

describe("a control plane", () => {
  it("that an earlier stagewright made is refused, before a pipeline names a role that is not there", () => {
    const { starterRole: _, ...earlier } = present;
    const out = transcript();
    expect(() => refuseOlderControlPlane(read(formatInstallation(earlier)), out)).toThrow(Exit);
    expect(out.lines.join("\n")).toContain('The control plane "shop" was made by stagewright 0.1.0');
    expect(out.lines.join("\n")).toContain("stagewright bootstrap");
  });

  it("that bootstrap of this one recorded is not", () => {
    const out = transcript();
    refuseOlderControlPlane(read(formatInstallation(present)), out);
    expect(out.lines).toEqual([]);
  });
});
