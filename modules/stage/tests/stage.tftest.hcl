mock_provider "aws" {}

variables {
  environment = "prod"
  deployment = {
    region                 = "eu-west-1"
    artifact_bucket        = "webshop-artifacts"
    child_account_role_arn = "arn:aws:iam::222222222222:role/ChildAccountTestRole"
    variables              = { STACK_NAME = "webshop-prod-stack" }
  }
  kms_key_arn = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000"
  tests_roles = {
    webshop-tests-prod = {
      trust  = "{\"Statement\":[]}"
      policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }
  tests = {
    Smoke = {
      project_name = "webshop_prod_smoke"
      role         = "webshop-tests-prod"
      buildspec    = "smoke/buildspec.yml"
      image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    }
  }
}

# Few runs, each with many variables, since a run starts the provider twice.
run "makes_nothing_without_approval_and_tests" {
  command = plan

  variables {
    tests       = {}
    tests_roles = {}
  }

  assert {
    condition     = length(aws_sns_topic.approval) + length(aws_iam_role.tests) + length(module.projects.names) == 0
    error_message = "An environment without approval and tests needs no resource."
  }

  assert {
    condition     = output.approval_topic_arn == null && length(output.tests_role_arns) == 0 && length(output.projects) == 0
    error_message = "The outputs must be empty."
  }
}

run "tells_nobody_by_default" {
  command = plan

  assert {
    condition     = length(aws_sns_topic.approval) == 0 && length(aws_sns_topic_subscription.approval) == 0
    error_message = "Nobody is to be told."
  }
}

run "tells_approvers_and_runs_tests_under_their_roles" {
  command = plan

  variables {
    approval = {
      topic_name = "webshop_prod-approval"
      emails     = ["lead@example.com", "ops@example.com"]
    }
    tests = {
      Smoke = {
        project_name = "webshop_prod_smoke"
        role         = "webshop-tests-prod"
        buildspec    = "smoke/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        variables = [
          { name = "LEVEL", type = "PLAINTEXT", value = "$${x} %%{y}" },
          { name = "TOKEN", type = "SECRETS_MANAGER", value = "webshop/token" },
        ]
      }
      Load = {
        project_name = "webshop_prod_load"
        role         = "webshop-tests-load"
        buildspec    = "load/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
      }
    }
    tests_roles = {
      webshop-tests-prod = {
        trust                = "{\"Statement\":[\"trust\"]}"
        policy               = "{\"Statement\":[\"grants\"]}"
        permissions_boundary = "arn:aws:iam::111111111111:policy/boundary"
      }
      webshop-tests-load = {
        trust  = "{\"Statement\":[]}"
        policy = "{\"Statement\":[]}"
      }
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
    condition = [for variable in local.projects["Smoke"].variables : "${variable.name}=${variable.value}"] == [
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
    condition     = [for variable in slice(local.projects["Smoke"].variables, 5, 7) : variable.type] == ["PLAINTEXT", "SECRETS_MANAGER"]
    error_message = "A variable must keep its type."
  }

  assert {
    condition     = aws_iam_role.tests["webshop-tests-prod"].name == "webshop-tests-prod" && aws_iam_role.tests["webshop-tests-prod"].permissions_boundary == "arn:aws:iam::111111111111:policy/boundary"
    error_message = "A role must bear its name and its boundary."
  }

  assert {
    condition     = aws_iam_role_policy.tests["webshop-tests-prod"].policy == var.tests_roles["webshop-tests-prod"].policy && aws_iam_role.tests["webshop-tests-prod"].assume_role_policy == var.tests_roles["webshop-tests-prod"].trust
    error_message = "A role is taken as its trust says, and may do what its policy says, and nothing else."
  }

  assert {
    condition     = keys(aws_iam_role.tests) == ["webshop-tests-load", "webshop-tests-prod"]
    error_message = "Each role that is named must be made."
  }
}
