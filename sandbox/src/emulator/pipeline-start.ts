/** An event that reaches a pipeline, from who may start it; see targets.py. */
export interface PipelineStart {
  /** The pipeline's ARN. */
  readonly pipeline: string;
  /** The ARN of the rule or schedule. */
  readonly sender: string;
  /** What the target is given: the event, or what the target makes of it. */
  readonly input: string;
}
