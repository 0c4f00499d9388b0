/** How the names of regions begin in each partition but `aws` (botocore, `partitions.json`, `regionRegex`). */
const partitions: Readonly<Record<string, string>> = {
  "cn-": "aws-cn",
  "us-gov-": "aws-us-gov",
  "us-iso-": "aws-iso",
  "us-isob-": "aws-iso-b",
  "eu-isoe-": "aws-iso-e",
  "us-isof-": "aws-iso-f",
  "eusc-": "aws-eusc",
};

/** The partition of a region shows in its name: `aws`, `aws-cn`, … */
export function partitionOf(region: string): string {
  return Object.entries(partitions).find(([start]) => region.startsWith(start))?.[1] ?? "aws";
}
