variable "changed" {
  description = "Whether the projects have their second form: other values, and less of what is optional."
  type        = bool
  default     = false
}

locals {
  word = var.changed ? "two" : "one"
}

resource "aws_codebuild_project" "plain" {
  name                   = "plain"
  description            = local.word
  service_role           = aws_iam_role.service["codebuild"].arn
  concurrent_build_limit = var.changed ? null : 2
  build_timeout          = 30
  tags                   = { Team = local.word }

  artifacts {
    type = "NO_ARTIFACTS"
  }

  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2\nphases: { build: { commands: [env] } }"
  }

  environment {
    type         = "LINUX_CONTAINER"
    image        = "aws/codebuild/standard:7.0"
    compute_type = "BUILD_GENERAL1_SMALL"

    environment_variable {
      name  = "WORD"
      value = local.word
    }

    environment_variable {
      name  = "PARAMETER"
      value = "/parameter"
      type  = "PARAMETER_STORE"
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = "/builds/${local.word}"
    }
  }
}

resource "aws_codebuild_project" "piped" {
  name         = "piped"
  service_role = aws_iam_role.service["codebuild"].arn

  artifacts {
    type = "CODEPIPELINE"
  }

  source {
    type      = "CODEPIPELINE"
    buildspec = "build.yml"
  }

  environment {
    type                        = "LINUX_CONTAINER"
    image                       = "registry.example.com/image:1"
    compute_type                = "BUILD_GENERAL1_LARGE"
    privileged_mode             = true
    image_pull_credentials_type = "SERVICE_ROLE"
  }
}

resource "aws_codebuild_project" "stored" {
  name                 = "stored"
  service_role         = aws_iam_role.service["codebuild"].arn
  project_visibility   = var.changed ? "PUBLIC_READ" : "PRIVATE"
  resource_access_role = var.changed ? aws_iam_role.service["codebuild"].arn : null

  artifacts {
    type      = "S3"
    location  = "some-bucket"
    packaging = "ZIP"
    path      = local.word
  }

  secondary_artifacts {
    type                = "S3"
    location            = "some-bucket"
    artifact_identifier = "other"
  }

  source {
    type     = "S3"
    location = "some-bucket/source.zip"
  }

  secondary_sources {
    type              = "S3"
    location          = "some-bucket/second.zip"
    source_identifier = "second"
  }

  cache {
    type     = "S3"
    location = "some-bucket/cache"
  }

  dynamic "vpc_config" {
    for_each = var.changed ? [] : [1]

    content {
      vpc_id             = "vpc-1"
      subnets            = ["subnet-1"]
      security_group_ids = ["sg-1"]
    }
  }

  environment {
    type         = "ARM_CONTAINER"
    image        = "aws/codebuild/amazonlinux2-aarch64-standard:3.0"
    compute_type = "BUILD_GENERAL1_SMALL"
  }
}

resource "aws_codebuild_report_group" "tests" {
  name = "tests"
  type = "TEST"
  tags = { Team = local.word }

  export_config {
    type = "NO_EXPORT"
  }
}
