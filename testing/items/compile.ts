import { tmpdir } from "node:os";
import { parseItem } from "../../compiler/item/index.js";
import { buildPipeline, type Pipeline } from "../../compiler/pipeline/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { renderStack } from "../../compiler/stack/index.js";
import type { Json } from "../expect/json.js";
import { permissiveSettings } from "./permissive-settings.js";

/** The model of an item, whatever its form. */
export function modelOf(written: unknown, settings: Settings = permissiveSettings): Pipeline {
  return buildPipeline(parseItem(written, { settings }), { settings });
}

/** The bytes of an item's `cdk.tf.json`. */
export function bytesOf(written: unknown, settings: Settings = permissiveSettings): string {
  return renderStack(modelOf(written, settings), settings, tmpdir());
}

/** What the `cdk.tf.json` of a model says. */
export function rendered(model: Pipeline, settings: Settings): Json {
  return JSON.parse(renderStack(model, settings, tmpdir()));
}

/** What these bytes say. */
export function compile(written: unknown, settings: Settings = permissiveSettings): Json {
  return JSON.parse(bytesOf(written, settings));
}
