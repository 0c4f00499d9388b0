mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111111111111"
    }
  }
}

variables {
  environment = "prod"
  deployment = {
    region                 = "eu-west-1"
    stack_name             = "webshop-prod-stack"
    artifact_bucket        = "webshop-artifacts"
    child_account_role_arn = "arn:aws:iam::222222222222:role/ChildAccountTestRole"
  }
  kms_key_arn = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000"
  tests_role = {
    name   = "webshop-tests-prod"
    policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }
  tests = {
    Smoke = {
      project_name = "webshop_prod_smoke"
      buildspec    = "smoke/buildspec.yml"
      image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    }
  }
}

# Few runs, each with many variables, since a run starts the provider twice.
run "makes_nothing_without_approval_and_tests" {
  command = plan

  variables {
    tests      = {}
    tests_role = null
  }

  assert {
    condition     = length(aws_sns_topic.approval) + length(aws_iam_role.tests) + length(aws_codebuild_project.test) + length(aws_cloudwatch_log_group.test) == 0
    error_message = "An environment without approval and tests needs no resource."
  }

  assert {
    condition     = output.approval_topic_arn == null && output.tests_role_arn == null && length(output.projects) == 0
    error_message = "The outputs must be empty."
  }
}

run "tells_nobody_and_runs_a_test_with_small_means_by_default" {
  command = plan

  assert {
    condition     = length(aws_sns_topic.approval) == 0 && length(aws_sns_topic_subscription.approval) == 0
    error_message = "Nobody is to be told."
  }

  assert {
    condition     = aws_codebuild_project.test["Smoke"].environment[0].compute_type == "BUILD_GENERAL1_SMALL" && aws_codebuild_project.test["Smoke"].environment[0].type == "LINUX_CONTAINER" && !aws_codebuild_project.test["Smoke"].environment[0].privileged_mode
    error_message = "The default is a small, unprivileged Linux container."
  }

  assert {
    condition     = aws_codebuild_project.test["Smoke"].build_timeout == 60 && length(aws_codebuild_project.test["Smoke"].vpc_config) == 0
    error_message = "The default is an hour, outside of any VPC."
  }
}

run "tells_approvers_and_runs_tests_under_one_role_with_logs_for_the_days_given" {
  command = plan

  variables {
    approval = {
      topic_name = "webshop_prod-approval"
      emails     = ["lead@example.com", "ops@example.com"]
    }
    tests = {
      Smoke = {
        project_name = "webshop_prod_smoke"
        buildspec    = "smoke/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        variables = [
          { name = "LEVEL", type = "PLAINTEXT", value = "$${x} %%{y}" },
          { name = "TOKEN", type = "SECRETS_MANAGER", value = "webshop/token" },
        ]
      }
      Load = {
        project_name = "webshop_prod_load"
        buildspec    = "load/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
      }
    }
    tests_role = {
      name                 = "webshop-tests-prod"
      policy               = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
      permissions_boundary = "arn:aws:iam::111111111111:policy/boundary"
    }
    log_retention_days = 14
  }

  assert {
    condition     = aws_sns_topic.approval[0].name == "webshop_prod-approval" && aws_sns_topic.approval[0].kms_master_key_id == var.kms_key_arn
    error_message = "The topic must bear its name and be encrypted with the key."
  }

  assert {
    condition     = toset([for subscription in aws_sns_topic_subscription.approval : subscription.endpoint]) == toset(["lead@example.com", "ops@example.com"])
    error_message = "Each address must be subscribed."
  }

  assert {
    condition     = alltrue([for subscription in aws_sns_topic_subscription.approval : subscription.protocol == "email"])
    error_message = "Approvers are told by e-mail."
  }

  assert {
    condition     = output.projects == { Smoke = "webshop_prod_smoke", Load = "webshop_prod_load" }
    error_message = "Each test must have its project, by the test's name."
  }

  assert {
    condition     = { for test, log in aws_cloudwatch_log_group.test : test => log.name } == { Smoke = "/aws/codebuild/webshop_prod_smoke", Load = "/aws/codebuild/webshop_prod_load" }
    error_message = "Each test must have the log that CodeBuild writes for its project."
  }

  assert {
    condition = [for variable in aws_codebuild_project.test["Smoke"].environment[0].environment_variable : "${variable.name}=${variable.value}"] == [
      "STAGE=prod",
      "REGION=eu-west-1",
      "CHILD_ACCOUNT_ROLE_ARN=arn:aws:iam::222222222222:role/ChildAccountTestRole",
      "S3_BUCKET=webshop-artifacts",
      "STACK_NAME=webshop-prod-stack",
      "LEVEL=$${x} %%{y}",
      "TOKEN=webshop/token",
    ]
    error_message = "A test must be told of the deployment, then of its own variables."
  }

  assert {
    condition     = [for variable in slice(aws_codebuild_project.test["Smoke"].environment[0].environment_variable, 5, 7) : variable.type] == ["PLAINTEXT", "SECRETS_MANAGER"]
    error_message = "A variable must keep its type."
  }

  assert {
    condition     = aws_iam_role.tests[0].name == "webshop-tests-prod" && aws_iam_role.tests[0].permissions_boundary == "arn:aws:iam::111111111111:policy/boundary"
    error_message = "The role must bear its name and its boundary."
  }

  assert {
    condition     = aws_iam_role_policy.tests[0].policy == var.tests_role.policy
    error_message = "The role may do what its policy says, and nothing else."
  }

  assert {
    condition     = jsondecode(aws_iam_role.tests[0].assume_role_policy).Statement[0].Principal.Service == "codebuild.amazonaws.com"
    error_message = "CodeBuild takes the role."
  }

  assert {
    condition     = jsondecode(aws_iam_role.tests[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111111111111"
    error_message = "CodeBuild takes the role on behalf of this account only."
  }

  assert {
    condition     = aws_cloudwatch_log_group.test["Smoke"].retention_in_days == 14
    error_message = "The log must be kept for 14 days."
  }
}

run "runs_a_test_as_its_settings_say_and_keeps_logs_for_ever_with_0" {
  command = plan

  variables {
    tests = {
      Smoke = {
        project_name                = "webshop_prod_smoke"
        buildspec                   = "smoke/buildspec.yml"
        image                       = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/smoke:1-arm64"
        image_pull_credentials_type = "SERVICE_ROLE"
        environment_type            = "ARM_CONTAINER"
        compute_type                = "BUILD_GENERAL1_LARGE"
        timeout_minutes             = 15
        privileged                  = true
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
    condition     = aws_codebuild_project.test["Smoke"].source[0].buildspec == "smoke/buildspec.yml" && aws_codebuild_project.test["Smoke"].build_timeout == 15
    error_message = "Buildspec and time-out must be the test's."
  }

  assert {
    condition     = aws_codebuild_project.test["Smoke"].environment[0].image == var.tests["Smoke"].image && aws_codebuild_project.test["Smoke"].environment[0].image_pull_credentials_type == "SERVICE_ROLE"
    error_message = "The image must be the test's, pulled as it says."
  }

  assert {
    condition     = aws_codebuild_project.test["Smoke"].environment[0].type == "ARM_CONTAINER" && aws_codebuild_project.test["Smoke"].environment[0].compute_type == "BUILD_GENERAL1_LARGE" && aws_codebuild_project.test["Smoke"].environment[0].privileged_mode
    error_message = "The machine must be the one that the test asks for."
  }

  assert {
    condition     = one(aws_codebuild_project.test["Smoke"].vpc_config).vpc_id == "vpc-0123456789abcdef0"
    error_message = "The test must run in its network."
  }

  assert {
    condition     = aws_cloudwatch_log_group.test["Smoke"].retention_in_days == 0
    error_message = "0 days keep the log for ever."
  }
}
