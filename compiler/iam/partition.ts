interface Partition {
  /** How the names of its regions begin. */
  readonly start: string;
  readonly id: string;
  /** How the names of its services' hosts end. */
  readonly dnsSuffix: string;
  /** Of the console, behind the region; without it, that of `aws`. */
  readonly console?: string;
}

/** Every partition but `aws` (botocore, `partitions.json`, `regionRegex` and `dnsSuffix`). */
const partitions: readonly Partition[] = [
  { start: "cn-", id: "aws-cn", dnsSuffix: "amazonaws.com.cn", console: "console.amazonaws.cn" },
  {
    start: "us-gov-",
    id: "aws-us-gov",
    dnsSuffix: "amazonaws.com",
    console: "console.amazonaws-us-gov.com",
  },
  { start: "us-iso-", id: "aws-iso", dnsSuffix: "c2s.ic.gov" },
  { start: "us-isob-", id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov" },
  { start: "eu-isoe-", id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk" },
  { start: "us-isof-", id: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov" },
  { start: "eusc-", id: "aws-eusc", dnsSuffix: "amazonaws.eu", console: "console.amazonaws-eusc.eu" },
];

/** The partition of a region shows in its name: `aws`, `aws-cn`, … */
export function partitionOf(region: string): string {
  return find(region)?.id ?? "aws";
}

/** `amazonaws.com`, or what stands for it in the region's partition. */
export function dnsSuffixOf(region: string): string {
  return find(region)?.dnsSuffix ?? "amazonaws.com";
}

/** The host of the console for a region: `eu-west-1.console.aws.amazon.com`. */
export function consoleHost(region: string): string {
  return `${region}.${find(region)?.console ?? "console.aws.amazon.com"}`;
}

/** Where the console shows a pipeline; `page` is what stands behind its name, `executions/<id>/timeline` for one execution. */
export function pipelineLink(name: string, region: string, page = "view"): string {
  return `https://${consoleHost(region)}/codesuite/codepipeline/pipelines/${name}/${page}?region=${region}`;
}

function find(region: string): Partition | undefined {
  return partitions.find(({ start }) => region.startsWith(start));
}
