variables {
  central_account = "111111111111"
  region          = "eu-west-1"
}

# The variables alone, since a run of the whole module starts the provider twice.
run "wrong_values_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    central_account      = "1"
    region               = "Europe"
    name_prefix          = "acme-cd"
    installation         = { table = "a b", state_bucket = "A" }
    repositories         = []
    organisation_id      = "acme"
    deployer_role        = ""
    test_role            = "a b"
    deployer_policy      = "{}"
    test_policy          = "text"
    permissions_boundary = "a/b"
  }

  expect_failures = [
    var.central_account,
    var.region,
    var.name_prefix,
    var.installation,
    var.repositories,
    var.organisation_id,
    var.deployer_role,
    var.test_role,
    var.deployer_policy,
    var.test_policy,
    var.permissions_boundary,
  ]
}

run "repeated_repositories_and_wrong_services_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    repositories      = ["a", "a"]
    deployer_services = ["S3:*"]
    passable_roles    = ["**"]
    capabilities      = ["CAPABILITY_ALL"]
  }

  expect_failures = [var.repositories, var.deployer_services, var.passable_roles, var.capabilities]
}

run "wrong_formation_role_and_unbounded_services_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    formation_role    = "a/b"
    deployer_services = ["iam"]
  }

  expect_failures = [var.formation_role, var.deployer_services]
}

run "wrong_isolation_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    isolation = "none"
  }

  expect_failures = [var.isolation]
}

run "unnamed_isolation_rejected" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    isolation = "repository"
  }

  expect_failures = [var.isolation]
}
