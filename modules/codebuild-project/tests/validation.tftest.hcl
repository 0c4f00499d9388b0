variables {
  projects    = {}
  kms_key_arn = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000"
}

# The variables alone, since a run of the whole module starts the provider twice.
run "names_and_arns_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name             = "webshop.prod"
        description      = "Tests Smoke"
        service_role_arn = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec        = "smoke/buildspec.yml"
        image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
      }
    }
    kms_key_arn        = "alias/artifacts"
    log_retention_days = 2
  }

  expect_failures = [var.projects, var.kms_key_arn, var.log_retention_days]
}

run "timeout_under_5_minutes_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name             = "webshop_prod_smoke"
        description      = "Tests Smoke"
        service_role_arn = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec        = "smoke/buildspec.yml"
        image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        timeout_minutes  = 4
      }
    }
  }

  expect_failures = [var.projects]
}

run "timeout_over_36_hours_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name             = "webshop_prod_smoke"
        description      = "Tests Smoke"
        service_role_arn = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec        = "smoke/buildspec.yml"
        image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        timeout_minutes  = 2161
      }
    }
  }

  expect_failures = [var.projects]
}

run "unknown_image_credentials_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name                        = "webshop_prod_smoke"
        description                 = "Tests Smoke"
        service_role_arn            = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec                   = "smoke/buildspec.yml"
        image                       = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        image_pull_credentials_type = "NONE"
      }
    }
  }

  expect_failures = [var.projects]
}

run "unknown_environment_type_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name             = "webshop_prod_smoke"
        description      = "Tests Smoke"
        service_role_arn = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec        = "smoke/buildspec.yml"
        image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        environment_type = "LINUX"
      }
    }
  }

  expect_failures = [var.projects]
}

run "unknown_variable_type_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name             = "webshop_prod_smoke"
        description      = "Tests Smoke"
        service_role_arn = "arn:aws:iam::111111111111:role/webshop-tests-prod"
        buildspec        = "smoke/buildspec.yml"
        image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        variables        = [{ name = "A", type = "TEXT", value = "b" }]
      }
    }
  }

  expect_failures = [var.projects]
}

run "role_that_is_no_arn_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    projects = {
      Smoke = {
        name             = "webshop_prod_smoke"
        description      = "Tests Smoke"
        service_role_arn = "webshop-tests-prod"
        buildspec        = "smoke/buildspec.yml"
        image            = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
      }
    }
  }

  expect_failures = [var.projects]
}
