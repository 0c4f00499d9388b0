terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  allowed_account_ids = ["111111111111"]
}

locals {
  team = var.changed ? "b" : "a"
  tags = { team = local.team }
}

resource "aws_s3_bucket" "artifacts" {
  bucket        = "shop-artifacts"
  force_destroy = true
}

resource "aws_iam_role" "service" {
  for_each = toset(["codepipeline", "codebuild"])
  name     = each.key
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "${each.key}.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_codebuild_project" "build" {
  name         = "shop-build"
  service_role = aws_iam_role.service["codebuild"].arn
  source {
    type = "CODEPIPELINE"
  }
  artifacts {
    type = "CODEPIPELINE"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = var.changed ? "aws/codebuild/standard:6.0" : "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  tags = local.tags
}

resource "aws_sns_topic" "approvals" {
  name = "approvals"
}

resource "aws_codestarconnections_connection" "git" {
  name          = "git"
  provider_type = "GitHub"
  tags          = local.tags
}

resource "aws_codecommit_repository" "tests" {
  repository_name = "shop-tests"
  description     = "tests of team ${local.team}"
  tags            = local.tags
}

resource "aws_codepipeline" "shop" {
  name           = "shop"
  role_arn       = aws_iam_role.service["codepipeline"].arn
  pipeline_type  = "V2"
  execution_mode = "QUEUED"
  tags           = local.tags

  artifact_store {
    location = aws_s3_bucket.artifacts.bucket
    type     = "S3"
  }

  variable {
    name          = "ticket"
    default_value = "none"
    description   = "why"
  }

  trigger {
    provider_type = "CodeStarSourceConnection"
    git_configuration {
      source_action_name = "App"
      push {
        branches {
          includes = ["main"]
        }
        file_paths {
          excludes = ["docs/**"]
        }
      }
      pull_request {
        events = ["OPEN"]
        branches {
          includes = ["main"]
        }
      }
    }
  }

  stage {
    name = "Source"
    action {
      name             = "App"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      namespace        = "SourceArtifacts"
      output_artifacts = ["Source"]
      configuration = {
        ConnectionArn    = aws_codestarconnections_connection.git.arn
        FullRepositoryId = "acme/shop"
        BranchName       = "main"
      }
    }
    action {
      name             = "Tests"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = "1"
      output_artifacts = ["Tests"]
      configuration = {
        RepositoryName       = aws_codecommit_repository.tests.repository_name
        BranchName           = "main"
        PollForSourceChanges = "false"
      }
    }
  }

  stage {
    name = "Build"
    before_entry {
      condition {
        result = "FAIL"
        rule {
          name = "alarms"
          rule_type_id {
            category = "Rule"
            owner    = "AWS"
            provider = "CloudWatchAlarm"
            version  = "1"
          }
          configuration = { AlarmName = "shop", WaitTime = "1" }
        }
      }
    }
    on_failure {
      result = "RETRY"
      retry_configuration {
        retry_mode = "FAILED_ACTIONS"
      }
    }
    action {
      name             = "Build"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["Source", "Tests"]
      output_artifacts = ["BuildOutput"]
      configuration = {
        ProjectName   = aws_codebuild_project.build.name
        PrimarySource = "Source"
      }
    }
  }

  dynamic "stage" {
    for_each = var.changed ? [] : ["Approval"]
    content {
      name = stage.value
      action {
        name               = "Approve"
        category           = "Approval"
        owner              = "AWS"
        provider           = "Manual"
        version            = "1"
        timeout_in_minutes = 60
        configuration = {
          NotificationArn = aws_sns_topic.approvals.arn
          CustomData      = "#{SourceArtifacts.CommitId} for #{variables.ticket}"
        }
      }
    }
  }

  stage {
    name = "Deploy"
    on_failure {
      condition {
        result = "ROLLBACK"
        rule {
          name = "alarms"
          rule_type_id {
            category = "Rule"
            owner    = "AWS"
            provider = "CloudWatchAlarm"
            version  = "1"
          }
          configuration = { AlarmName = "shop" }
        }
      }
    }
    action {
      name            = "CreateChangeSet"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "CloudFormation"
      version         = "1"
      run_order       = 1
      role_arn        = "arn:aws:iam::222222222222:role/Formation"
      input_artifacts = ["BuildOutput"]
      configuration = {
        ActionMode    = "CHANGE_SET_REPLACE"
        StackName     = "shop-prod-stack"
        ChangeSetName = "shop-prod"
        TemplatePath  = "BuildOutput::packagedtemplate.yaml"
        Capabilities  = "CAPABILITY_NAMED_IAM"
        RoleArn       = "arn:aws:iam::222222222222:role/Deployer"
      }
    }
    action {
      name      = "DeployChangeSet"
      category  = "Deploy"
      owner     = "AWS"
      provider  = "CloudFormation"
      version   = "1"
      run_order = 2
      role_arn  = "arn:aws:iam::222222222222:role/Formation"
      configuration = {
        ActionMode    = "CHANGE_SET_EXECUTE"
        StackName     = "shop-prod-stack"
        ChangeSetName = "shop-prod"
      }
    }
  }
}

data "aws_codestarconnections_connection" "git" {
  arn = aws_codestarconnections_connection.git.arn
}

output "connection" {
  value = data.aws_codestarconnections_connection.git.connection_status
}
