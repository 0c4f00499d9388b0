import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface ShapeReference {
  readonly shape: string;
  /** How it is called on the wire, where that differs. */
  readonly locationName?: string;
  /** Where a REST service has it, if not in the body. */
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
}

/** A type of AWS's API model, with the constraints that AWS publishes for it. */
export interface Shape {
  readonly type:
    | "structure"
    | "list"
    | "map"
    | "string"
    | "integer"
    | "long"
    | "float"
    | "double"
    | "boolean"
    | "timestamp"
    | "blob";
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly required?: readonly string[];
  readonly member?: ShapeReference;
  readonly key?: ShapeReference;
  readonly value?: ShapeReference;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
}

/** What botocore's `service-2.json` says of a service. */
export interface ApiModel {
  readonly metadata: {
    readonly serviceFullName: string;
    /** Of services whose calls say their operation in `X-Amz-Target`. */
    readonly targetPrefix?: string;
    /** Default: the name of the endpoint. */
    readonly signingName?: string;
    readonly endpointPrefix?: string;
  };
  readonly operations: Readonly<Record<string, ApiOperation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface ApiOperation {
  readonly input?: ShapeReference;
  readonly output?: ShapeReference;
  readonly http?: { readonly method: string; readonly requestUri: string };
}

export interface Models {
  /** The newest model of a service, such as `codepipeline`. Read at the first call. */
  load(service: string): ApiModel;
  /** Undefined where botocore knows no such service. */
  tryLoad(service: string): ApiModel | undefined;
}

/** AWS's API models as botocore ships them, in `<pythonDir>/botocore/data`. */
export function botocoreModels(pythonDir: string): Models {
  const loaded = new Map<string, ApiModel>();
  const folderOf = (service: string) => join(pythonDir, "botocore", "data", service);
  const load = (service: string) => {
    const model = loaded.get(service) ?? readModel(folderOf(service));
    loaded.set(service, model);
    return model;
  };
  return {
    load,
    tryLoad: (service) =>
      /^[a-z][a-z0-9-]*$/.test(service) && existsSync(folderOf(service)) ? load(service) : undefined,
  };
}

export function shapeOf(model: ApiModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`${model.metadata.serviceFullName} has no shape ${name} in its API model.`);
  return shape;
}

function readModel(serviceDir: string): ApiModel {
  const file = join(newestVersion(serviceDir), "service-2.json");
  const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
  return JSON.parse(text.toString("utf8"));
}

/** Versions are dates (`2015-07-09`), so the last in the alphabet is the newest. */
function newestVersion(serviceDir: string): string {
  const newest = existsSync(serviceDir) ? readdirSync(serviceDir).sort().at(-1) : undefined;
  if (!newest) throw new Error(`There is no API model in ${serviceDir}. Is botocore installed there?`);
  return join(serviceDir, newest);
}
