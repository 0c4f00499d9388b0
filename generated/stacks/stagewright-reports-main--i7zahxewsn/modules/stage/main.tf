locals {
  # What every test is told of the deployment, before the variables of its own.
  told = [
    { name = "STAGE", value = var.environment },
    { name = "REGION", value = var.deployment.region },
    { name = "CHILD_ACCOUNT_ROLE_ARN", value = var.deployment.child_account_role_arn },
    { name = "S3_BUCKET", value = var.deployment.artifact_bucket },
    { name = "STACK_NAME", value = var.deployment.stack_name },
  ]

  has_tests = length(var.tests) > 0
}

data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "approval" {
  count = var.approval == null ? 0 : 1

  name              = var.approval.topic_name
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_subscription" "approval" {
  for_each = toset(var.approval == null ? [] : var.approval.emails)

  topic_arn = aws_sns_topic.approval[0].arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_iam_role" "tests" {
  count = local.has_tests ? 1 : 0

  name                 = var.tests_role.name
  permissions_boundary = var.tests_role.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "codebuild.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "tests" {
  count = local.has_tests ? 1 : 0

  name   = "tests"
  role   = aws_iam_role.tests[0].id
  policy = var.tests_role.policy
}

resource "aws_cloudwatch_log_group" "test" {
  for_each = var.tests

  name              = "/aws/codebuild/${each.value.project_name}"
  retention_in_days = var.log_retention_days
}

resource "aws_codebuild_project" "test" {
  for_each = var.tests

  name           = each.value.project_name
  description    = "Tests ${each.key} in ${var.environment}"
  service_role   = aws_iam_role.tests[0].arn
  encryption_key = var.kms_key_arn
  build_timeout  = each.value.timeout_minutes

  source {
    type      = "CODEPIPELINE"
    buildspec = each.value.buildspec
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type                        = each.value.environment_type
    image                       = each.value.image
    image_pull_credentials_type = each.value.image_pull_credentials_type
    compute_type                = each.value.compute_type
    privileged_mode             = each.value.privileged

    dynamic "environment_variable" {
      for_each = local.told

      content {
        name  = environment_variable.value.name
        value = environment_variable.value.value
      }
    }

    dynamic "environment_variable" {
      for_each = each.value.variables

      content {
        name  = environment_variable.value.name
        type  = environment_variable.value.type
        value = environment_variable.value.value
      }
    }
  }

  dynamic "vpc_config" {
    for_each = each.value.vpc == null ? [] : [each.value.vpc]

    content {
      vpc_id             = vpc_config.value.id
      subnets            = vpc_config.value.subnets
      security_group_ids = vpc_config.value.security_groups
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.test[each.key].name
    }
  }

  # A project in a VPC is refused while its role may not yet make network interfaces.
  depends_on = [aws_iam_role_policy.tests]
}
