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

# The variables alone, since a run of the whole module starts the provider twice.
run "names_and_arns_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    environment = "Prod"
    approval = {
      topic_name = "webshop.prod"
      emails     = ["lead@example.com"]
    }
    tests = {
      Smoke = {
        project_name = "webshop.prod"
        role         = "webshop-tests-prod"
        buildspec    = "smoke/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
      }
    }
    kms_key_arn        = "alias/artifacts"
    log_retention_days = 2
  }

  expect_failures = [var.environment, var.approval, var.tests, var.kms_key_arn, var.log_retention_days]
}

run "lengths_and_people_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    environment = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    approval = {
      topic_name = "webshop_prod-approval"
      emails     = ["lead"]
    }
    tests = {
      Smoke = {
        project_name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        role         = "webshop-tests-prod"
        buildspec    = "smoke/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
      }
    }
  }

  expect_failures = [var.environment, var.approval, var.tests]
}

run "variable_of_the_deployment_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    tests = {
      Smoke = {
        project_name = "webshop_prod_smoke"
        role         = "webshop-tests-prod"
        buildspec    = "smoke/buildspec.yml"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        variables    = [{ name = "STACK_NAME", type = "PLAINTEXT", value = "b" }]
      }
    }
  }

  expect_failures = [var.tests]
}

run "tests_without_a_role_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    tests_roles = {}
  }

  expect_failures = [var.tests_roles]
}

run "too_long_role_name_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    tests = {}
    tests_roles = {
      ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") = { trust = "{}", policy = "{}" }
    }
  }

  expect_failures = [var.tests_roles]
}

run "role_policy_that_is_no_json_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    tests_roles = {
      webshop-tests-prod = { trust = "{}", policy = "allow" }
    }
  }

  expect_failures = [var.tests_roles]
}

run "name_of_a_variable_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    deployment = {
      region                 = "eu-west-1"
      artifact_bucket        = "webshop-artifacts"
      child_account_role_arn = "arn:aws:iam::222222222222:role/ChildAccountTestRole"
      variables              = { "STACK-NAME" = "webshop_prod" }
    }
  }

  expect_failures = [var.deployment]
}

run "arn_that_is_no_role_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    deployment = {
      region                 = "eu-west-1"
      artifact_bucket        = "webshop-artifacts"
      child_account_role_arn = "arn:aws:iam::222222222222:user/tester"
      variables              = { STACK_NAME = "webshop-prod-stack" }
    }
  }

  expect_failures = [var.deployment]
}
