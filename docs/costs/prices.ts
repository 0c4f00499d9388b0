/** What AWS asks for the use of a service, in US dollars. */
export interface Price {
  readonly service: string;
  readonly unit: string;
  readonly dollars: number;
  /** The page that names it. */
  readonly source: string;
}

/** When and where the prices hold. */
export const asOf = "June 2026";
export const region = "us-east-1";

/** On demand, without free tiers, discounts and taxes. Every figure of docs/costs.md follows from these. */
export const prices = {
  actionMinute: {
    service: "CodePipeline, type V2",
    unit: "minute of an action, rounded up; approvals cost nothing",
    dollars: 0.002,
    source: "https://aws.amazon.com/codepipeline/pricing/",
  },
  smallBuildMinute: {
    service: "CodeBuild, Linux, `BUILD_GENERAL1_SMALL`",
    unit: "minute",
    dollars: 0.005,
    source: "https://aws.amazon.com/codebuild/pricing/",
  },
  mediumBuildMinute: {
    service: "CodeBuild, Linux, `BUILD_GENERAL1_MEDIUM`",
    unit: "minute",
    dollars: 0.01,
    source: "https://aws.amazon.com/codebuild/pricing/",
  },
  key: {
    service: "KMS",
    unit: "key and month",
    dollars: 1,
    source: "https://aws.amazon.com/kms/pricing/",
  },
  keyCall: {
    service: "KMS",
    unit: "10,000 calls",
    dollars: 0.03,
    source: "https://aws.amazon.com/kms/pricing/",
  },
  storage: {
    service: "S3",
    unit: "GB and month",
    dollars: 0.023,
    source: "https://aws.amazon.com/s3/pricing/",
  },
  logs: {
    service: "CloudWatch Logs",
    unit: "GB taken in",
    dollars: 0.5,
    source: "https://aws.amazon.com/cloudwatch/pricing/",
  },
  alarm: {
    service: "CloudWatch",
    unit: "alarm and month",
    dollars: 0.1,
    source: "https://aws.amazon.com/cloudwatch/pricing/",
  },
  metric: {
    service: "CloudWatch",
    unit: "metric of one's own and month",
    dollars: 0.3,
    source: "https://aws.amazon.com/cloudwatch/pricing/",
  },
  dashboard: {
    service: "CloudWatch",
    unit: "dashboard and month",
    dollars: 3,
    source: "https://aws.amazon.com/cloudwatch/pricing/",
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;
