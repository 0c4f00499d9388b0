import type { Schema } from "../../../diagnostics/index.js";
import type { Settings, TerraformSettings } from "../../../settings/index.js";
import { given } from "../../given.js";
import type { Properties } from "../../kind.js";

const exampleSha = "0f2f1c0e5b6a7d8c9b0a1f2e3d4c5b6a7f8e9d0c1b2a3f4e5d6c7b8a9f0e1d2c";

const sha256: Schema = {
  type: "string",
  pattern: "^[0-9a-f]{64}$",
  "x-allowed": "a SHA-256 in hex: 64 of 0-9 and a-f",
  examples: [exampleSha],
};

const version: Schema = {
  type: "string",
  pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9a-z.]+)?$",
  "x-allowed": "an exact version, such as 1.11.4",
  examples: ["1.11.4"],
};

const provider: Schema = {
  description: "A value in `terraform.providers`.",
  type: "object",
  additionalProperties: false,
  required: ["source", "version", "sha256"],
  properties: {
    source: {
      description: "Its address in the registry.",
      type: "string",
      pattern: "^[0-9a-z][0-9a-z-]{0,63}/[0-9a-z][0-9a-z-]{0,63}$",
      "x-allowed": "namespace/type, such as hashicorp/aws",
      examples: ["hashicorp/aws"],
    },
    version: { description: "The one version.", ...version, examples: ["5.100.0"] },
    sha256: { description: "Of the registry's own zip file for the platform of the builds.", ...sha256 },
  },
};

/** What an installation says of environments that Terraform deploys. */
export const terraformSettings: Properties = {
  terraform: {
    description:
      "Lets items deploy with Terraform, by these tools and no others. Left out, none may, and nothing is made for it.",
    type: "object",
    additionalProperties: false,
    required: ["version", "sha256"],
    properties: {
      version: { description: "Of Terraform in plans and applies.", ...version },
      sha256: { description: "Of HashiCorp's own zip file of it for the platform of the builds.", ...sha256 },
      providers: {
        description: "The providers that configurations may use, each in one version or more.",
        type: "array",
        maxItems: 30,
        items: provider,
        default: [],
        examples: [[{ source: "hashicorp/aws", version: "5.100.0", sha256: exampleSha }]],
      },
      bucket: {
        description:
          "The bucket of plans, of what was applied last, and of the tools. By default `<namePrefix>-deployments-<centralAccount>`.",
        type: "string",
        pattern: "^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
        "x-allowed":
          "3 to 63 of lower-case letters, digits, dots and hyphens, not starting with xn--, sthree- or amzn-s3-demo-",
        examples: ["acme-deployments"],
      },
      accounts: {
        description:
          "The accounts that items may deploy to with Terraform. Left out, all to which they may deploy.",
        type: "array",
        items: {
          type: "string",
          pattern: "^[0-9]{12}$",
          "x-allowed": "an AWS account id: 12 digits, in quotes",
        },
        minItems: 1,
        maxItems: 1000,
        uniqueItems: true,
        examples: [["222222222222"]],
      },
      timeoutMinutes: {
        description: "How long a plan, and how long an apply may take.",
        type: "integer",
        minimum: 5,
        maximum: 2160,
        default: 120,
        examples: [240],
      },
      runner: {
        description: "The SHA-256 of the program that the builds run. `bootstrap` fills it in: leave it out.",
        ...sha256,
      },
    },
    examples: [{ version: "1.11.4", sha256: exampleSha }],
  },
};

/** The setting, where items have been let use it. Throws without it. */
export function givenTerraform({ terraform }: Pick<Settings, "terraform">): TerraformSettings {
  return given(terraform, "the setting terraform");
}

/** One file of the tools, in the bucket. */
export interface PlacedTool {
  readonly version: string;
  readonly key: string;
  /** Of the zip file, in hex. */
  readonly sha256: string;
}

export interface TerraformTools {
  readonly terraform: PlacedTool;
  readonly providers: readonly (PlacedTool & { readonly source: string })[];
}

const folder = "toolchain";

/** The tools of plans and applies, where they lie in the bucket. A name holds the checksum, so that nothing is ever written anew. */
export function terraformTools({ version, sha256, providers }: TerraformSettings): TerraformTools {
  return {
    terraform: { version, key: `${folder}/terraform-${version}-${sha256}.zip`, sha256 },
    providers: providers.map((each) => ({
      ...each,
      key: `${folder}/provider-${each.source.replace("/", "-")}-${each.version}-${each.sha256}.zip`,
    })),
  };
}

/** Before `bootstrap` has told which program builds run there is none; a build with this checksum stops at once. */
const noRunner = "0".repeat(64);

/** The program of the builds, where it lies in the bucket. */
export function terraformRunner({
  runner = noRunner,
}: TerraformSettings): Pick<PlacedTool, "key" | "sha256"> {
  return { key: `${folder}/runner-${runner}.cjs`, sha256: runner };
}

/** Whether pipelines may deploy to an account with Terraform. */
export function deploysTerraform(account: string, { terraform }: Pick<Settings, "terraform">): boolean {
  if (terraform === undefined) return false;
  return terraform.accounts?.includes(account) ?? true;
}
