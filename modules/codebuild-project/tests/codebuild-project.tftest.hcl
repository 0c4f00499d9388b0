mock_provider "aws" {}

variables {
  projects = {
    Smoke = {
      name             = "webshop_prod_smoke"
      description      = "Tests Smoke in prod"
      service_role_arn = "arn:aws:iam::111111111111:role/webshop-tests-prod"
      buildspec        = "smoke/buildspec.yml"
      image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    }
  }
  kms_key_arn = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000"
}

# Few runs, each with many variables, since a run starts the provider twice.
run "makes_nothing_without_projects" {
  command = plan

  variables {
    projects = {}
  }

  assert {
    condition     = length(aws_codebuild_project.this) + length(aws_cloudwatch_log_group.this) + length(output.names) == 0
    error_message = "No project needs no resource."
  }
}

run "runs_a_project_with_small_means_by_default" {
  command = plan

  assert {
    condition     = aws_codebuild_project.this["Smoke"].environment[0].compute_type == "BUILD_GENERAL1_SMALL" && aws_codebuild_project.this["Smoke"].environment[0].type == "LINUX_CONTAINER" && !aws_codebuild_project.this["Smoke"].environment[0].privileged_mode
    error_message = "The default is a small, unprivileged Linux container."
  }

  assert {
    condition     = aws_codebuild_project.this["Smoke"].build_timeout == 60 && length(aws_codebuild_project.this["Smoke"].vpc_config) == 0
    error_message = "The default is an hour, outside of any VPC."
  }

  assert {
    condition     = output.names == { Smoke = "webshop_prod_smoke" } && aws_cloudwatch_log_group.this["Smoke"].name == "/aws/codebuild/webshop_prod_smoke"
    error_message = "The project must bear its name, and write to the log that is made for it."
  }
}

run "runs_a_project_as_its_settings_say_and_keeps_logs_for_ever_with_0" {
  command = plan

  variables {
    projects = {
      Smoke = {
        name                        = "webshop_prod_smoke"
        description                 = "Tests Smoke in prod"
        service_role_arn            = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec                   = "smoke/buildspec.yml"
        image                       = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/smoke:1-arm64"
        image_pull_credentials_type = "SERVICE_ROLE"
        environment_type            = "ARM_CONTAINER"
        compute_type                = "BUILD_GENERAL1_LARGE"
        timeout_minutes             = 15
        privileged                  = true
        variables = [
          { name = "STAGE", value = "prod" },
          { name = "TOKEN", type = "SECRETS_MANAGER", value = "webshop/token" },
        ]
        vpc = {
          id              = "vpc-0123456789abcdef0"
          subnets         = ["subnet-0123456789abcdef0"]
          security_groups = ["sg-0123456789abcdef0"]
        }
      }
    }
    log_retention_days = 0
  }

  assert {
    condition     = aws_codebuild_project.this["Smoke"].source[0].buildspec == "smoke/buildspec.yml" && aws_codebuild_project.this["Smoke"].build_timeout == 15
    error_message = "Buildspec and time-out must be the project's."
  }

  assert {
    condition     = aws_codebuild_project.this["Smoke"].environment[0].image == var.projects["Smoke"].image && aws_codebuild_project.this["Smoke"].environment[0].image_pull_credentials_type == "SERVICE_ROLE"
    error_message = "The image must be the project's, pulled as it says."
  }

  assert {
    condition     = aws_codebuild_project.this["Smoke"].environment[0].type == "ARM_CONTAINER" && aws_codebuild_project.this["Smoke"].environment[0].compute_type == "BUILD_GENERAL1_LARGE" && aws_codebuild_project.this["Smoke"].environment[0].privileged_mode
    error_message = "The machine must be the one that the project asks for."
  }

  assert {
    condition     = [for variable in aws_codebuild_project.this["Smoke"].environment[0].environment_variable : "${variable.type} ${variable.name}=${variable.value}"] == ["PLAINTEXT STAGE=prod", "SECRETS_MANAGER TOKEN=webshop/token"]
    error_message = "A variable must keep its place and its type."
  }

  assert {
    condition     = one(aws_codebuild_project.this["Smoke"].vpc_config).vpc_id == "vpc-0123456789abcdef0"
    error_message = "The project must run in its network."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this["Smoke"].retention_in_days == 0
    error_message = "0 days keep the log for ever."
  }
}
