mock_provider "aws" {}

variables {
  central_account = "111111111111"
  region          = "eu-west-1"
}

run "invalid_central_account_rejected" {
  command = plan

  variables {
    central_account = "1"
  }

  expect_failures = [var.central_account]
}

run "invalid_region_rejected" {
  command = plan

  variables {
    region = "Europe"
  }

  expect_failures = [var.region]
}

run "invalid_name_prefix_rejected" {
  command = plan

  variables {
    name_prefix = "a--b"
  }

  expect_failures = [var.name_prefix]
}

run "invalid_repositories_rejected" {
  command = plan

  variables {
    repositories = []
  }

  expect_failures = [var.repositories]
}

run "repeated_repositories_rejected" {
  command = plan

  variables {
    repositories = ["a", "a"]
  }

  expect_failures = [var.repositories]
}

run "invalid_isolation_rejected" {
  command = plan

  variables {
    isolation = "none"
  }

  expect_failures = [var.isolation]
}

run "unnamed_isolation_rejected" {
  command = plan

  variables {
    isolation = "repository"
  }

  expect_failures = [var.isolation]
}

run "invalid_organisation_id_rejected" {
  command = plan

  variables {
    organisation_id = "acme"
  }

  expect_failures = [var.organisation_id]
}

run "invalid_formation_role_rejected" {
  command = plan

  variables {
    formation_role = "a/b"
  }

  expect_failures = [var.formation_role]
}

run "invalid_deployer_role_rejected" {
  command = plan

  variables {
    deployer_role = ""
  }

  expect_failures = [var.deployer_role]
}

run "invalid_test_role_rejected" {
  command = plan

  variables {
    test_role = "a b"
  }

  expect_failures = [var.test_role]
}

run "invalid_deployer_services_rejected" {
  command = plan

  variables {
    deployer_services = ["S3:*"]
  }

  expect_failures = [var.deployer_services]
}

run "unbounded_deployer_services_rejected" {
  command = plan

  variables {
    deployer_services = ["iam"]
  }

  expect_failures = [var.deployer_services]
}

run "invalid_deployer_policy_rejected" {
  command = plan

  variables {
    deployer_policy = "{}"
  }

  expect_failures = [var.deployer_policy]
}

run "invalid_test_policy_rejected" {
  command = plan

  variables {
    test_policy = "text"
  }

  expect_failures = [var.test_policy]
}

run "invalid_permissions_boundary_rejected" {
  command = plan

  variables {
    permissions_boundary = "a/b"
  }

  expect_failures = [var.permissions_boundary]
}
