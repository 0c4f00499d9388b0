mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "222222222222"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
}

variables {
  central_account = "111111111111"
  region          = "eu-west-1"
}

# Few runs, each with many variables, since a run starts the provider twice.
run "makes_three_roles_that_trust_pipelines_of_the_central_account_alone" {
  command = plan

  assert {
    condition     = keys(aws_iam_role.formation) == ["ChildAccountFormationRole"] && aws_iam_role.deployer.name == "ChildAccountDeployerRole" && aws_iam_role.test[0].name == "ChildAccountTestRole"
    error_message = "An account needs a formation, a deployer and a test role."
  }

  assert {
    condition = jsondecode(aws_iam_role.formation["ChildAccountFormationRole"].assume_role_policy).Statement == [{
      Sid       = "RolesOfStagewright"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Action    = ["sts:AssumeRole"]
      Condition = {
        ArnLike    = { "aws:PrincipalArn" = ["arn:aws:iam::111111111111:role/stagewright-*--??????????-pipeline"] }
        StringLike = { "aws:PrincipalTag/stagewright:repository" = ["*"] }
      }
    }]
    error_message = "Only pipelines' roles may take the formation role."
  }
}

run "lets_applications_give_roles_to_their_services_and_nest_stacks" {
  command = plan

  variables {
    passable_roles    = ["apps/*"]
    deployer_services = ["ecs", "lambda"]
  }

  assert {
    condition = [for each in jsondecode(aws_iam_role_policy.deployer.policy).Statement : [each.Resource, each.Condition] if each.Sid == "PassRolesOfApplications"] == [[
      ["arn:aws:iam::222222222222:role/apps/*"],
      { StringEquals = { "iam:PassedToService" = ["ecs.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"] } },
    ]]
    error_message = "The named roles must be passed, to the chosen services alone."
  }

  assert {
    condition     = [for each in jsondecode(aws_iam_role_policy.deployer.policy).Statement : each.Resource if each.Sid == "NestedStacks"] == [["arn:aws:cloudformation:eu-west-1:222222222222:stack/stagewright-*--*/*"]]
    error_message = "Stacks in pipelines' stacks must be made."
  }

  assert {
    condition = alltrue([
      for policy in [aws_iam_role_policy.formation["ChildAccountFormationRole"].policy, aws_iam_role_policy.deployer.policy] :
      contains([for each in jsondecode(policy).Statement : each.Sid], "ExpandTransforms")
    ])
    error_message = "Both roles are asked for transforms."
  }
}

run "gives_each_isolated_repository_its_own_and_binds_what_applications_make" {
  command = plan

  variables {
    isolation            = "repository"
    repositories         = ["acme/webshop", "_"]
    deployer_services    = ["iam", "lambda"]
    permissions_boundary = "apps"
  }

  assert {
    condition     = keys(aws_iam_role.formation) == ["ChildAccountFormationRole-acme-webshop-949642969b", "ChildAccountFormationRole-d2e2adf717"]
    error_message = "The names must be those that the compiler gives."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.formation["ChildAccountFormationRole-d2e2adf717"].policy).Statement[0].Resource == ["arn:aws:cloudformation:eu-west-1:222222222222:stack/stagewright-*--*-d2e2adf717-stack/*"]
    error_message = "Only the repository's own stacks may be touched."
  }

  assert {
    condition     = one([for each in jsondecode(aws_iam_role_policy.deployer.policy).Statement : each.Condition if each.Sid == "MakeBoundRoles"]) == { StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::222222222222:policy/apps" } }
    error_message = "Roles without the boundary must not be made."
  }

  assert {
    condition     = aws_iam_role.deployer.permissions_boundary == "arn:aws:iam::222222222222:policy/apps"
    error_message = "The roles themselves must be bound."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.deployer.policy).Statement[0].Action == ["lambda:*"]
    error_message = "iam must not be granted as a whole."
  }
}

run "makes_no_test_role_where_tests_take_the_formation_role" {
  command = plan

  variables {
    test_role = "ChildAccountFormationRole"
  }

  assert {
    condition     = length(aws_iam_role.test) == 0
    error_message = "The formation role is the test role."
  }

  assert {
    condition     = length(jsondecode(aws_iam_role.formation["ChildAccountFormationRole"].assume_role_policy).Statement[0].Condition.ArnLike["aws:PrincipalArn"]) == 2
    error_message = "It must trust the tests' roles too."
  }
}

run "takes_policies_of_the_caller_and_denies_other_organisations" {
  command = plan

  variables {
    organisation_id   = "o-a1b2c3d4e5"
    capabilities      = ["CAPABILITY_NAMED_IAM"]
    deployer_services = []
    deployer_policy   = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ecs:UpdateService\",\"Resource\":\"arn:aws:ecs:*:*:service/apps/*\"}}"
    test_policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }

  assert {
    condition = alltrue([
      for role in [aws_iam_role.formation["ChildAccountFormationRole"], aws_iam_role.test[0]] :
      jsondecode(role.assume_role_policy).Statement[1].Condition == { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    ])
    error_message = "Who is not in the organisation must be denied."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.deployer.policy).Statement : statement.Action if !can(statement.Sid)] == ["ecs:UpdateService"]
    error_message = "The caller's statements must be there as they are written."
  }

  assert {
    condition     = !strcontains(join("", [aws_iam_role_policy.deployer.policy, aws_iam_role_policy.formation["ChildAccountFormationRole"].policy]), "transform/*")
    error_message = "Where nothing may be expanded, no transform must be allowed."
  }

  assert {
    condition     = aws_iam_role_policy.test[0].policy == var.test_policy
    error_message = "Tests must get the caller's policy and nothing else."
  }
}
