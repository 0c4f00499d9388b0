import { zipEntries } from "../../../builds/index.js";
import { ActionFailure, type ActionWork } from "./execution.js";

/** The text of `Artifact::path/in/it`. */
export async function fileOf({ artifacts }: Pick<ActionWork, "artifacts">, path: string): Promise<string> {
  const [artifact = "", file = ""] = path.split("::");
  const entry = zipEntries(await artifacts.read(artifact)).find((each) => each.path === file);
  if (entry) return new TextDecoder().decode(entry.content());
  throw new ActionFailure("ConfigurationError", `File [${file}] does not exist in artifact [${artifact}]`);
}

/** What a template is given: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
export interface StackInput {
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** `TemplateConfiguration` is a file of parameters and tags; `ParameterOverrides` win over it. */
export async function stackInputOf(work: ActionWork): Promise<StackInput> {
  const { TemplateConfiguration: path, ParameterOverrides: overrides = "{}" } = work.configuration;
  const file = path === undefined ? {} : objectOf(await fileOf(work, path), "TemplateConfiguration");
  const given = objectOf(overrides, "ParameterOverrides");
  const parameters = await Promise.all(
    Object.entries({ ...textsOf(file.Parameters), ...given }).map(
      async ([name, value]) => [name, await parameterOf(work, value)] as const,
    ),
  );
  return { parameters: Object.fromEntries(parameters), tags: textsOf(file.Tags) };
}

/** …/continuous-delivery-codepipeline-parameter-override-functions.html (CloudFormation user guide). */
async function parameterOf(work: ActionWork, value: unknown): Promise<string> {
  if (typeof value !== "object" || value === null) return String(value);
  const { "Fn::GetArtifactAtt": attribute, "Fn::GetParam": param } = value as Readonly<
    Record<string, unknown>
  >;
  if (Array.isArray(attribute)) return attributeOf(work, String(attribute[0]), String(attribute[1]));
  if (Array.isArray(param)) {
    const [artifact, file, key] = param.map(String);
    return String(objectOf(await fileOf(work, `${artifact}::${file}`), `${file}`)[key ?? ""] ?? "");
  }
  if (Array.isArray(value)) return value.map(String).join(",");
  throw new ActionFailure(
    "ConfigurationError",
    `A parameter is neither a text nor a function: ${JSON.stringify(value)}`,
  );
}

async function attributeOf({ artifacts }: ActionWork, name: string, attribute: string): Promise<string> {
  const { bucket, key } = await artifacts.locate(name);
  if (attribute === "BucketName") return bucket;
  if (attribute === "ObjectKey") return key;
  return `https://s3.amazonaws.com/${bucket}/${key}`;
}

function objectOf(text: string, what: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // The same words as for JSON that is no object.
  }
  throw new ActionFailure("ConfigurationError", `${what} is not a JSON object`);
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
