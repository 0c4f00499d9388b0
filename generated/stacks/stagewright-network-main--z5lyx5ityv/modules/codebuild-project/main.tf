resource "aws_cloudwatch_log_group" "this" {
  for_each = var.projects

  name              = "/aws/codebuild/${each.value.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_codebuild_project" "this" {
  for_each = var.projects

  name           = each.value.name
  description    = each.value.description
  service_role   = each.value.service_role_arn
  encryption_key = var.kms_key_arn
  build_timeout  = each.value.timeout_minutes
  tags           = var.tags

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
      group_name = aws_cloudwatch_log_group.this[each.key].name
    }
  }
}
