variable "central_account" {
  description = "The account of the pipelines. Only roles of stagewright there may take the roles that are made here."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.central_account))
    error_message = "central_account must be an AWS account id: 12 digits."
  }
}

variable "region" {
  description = "The region of the pipelines and of what they deploy."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be an AWS region, such as eu-west-1."
  }
}

variable "name_prefix" {
  description = "The installation's name prefix: the start of the names of pipelines, of their roles and of their stacks."
  type        = string
  default     = "stagewright"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.name_prefix)) && !contains(["sthree", "amzn"], var.name_prefix)
    error_message = "name_prefix must be 2 to 12 of a-z and 0-9, starting with a letter, without a hyphen, and neither sthree nor amzn."
  }
}

variable "installation" {
  description = "What the installation keeps in the central account, which no application may touch where that account is a target too. Null stands for the names that stagewright gives by default."
  type = object({
    table        = optional(string, "devops-pipeline-table-info")
    state_bucket = optional(string)
    lock_table   = optional(string)
  })
  default = {}

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.installation.table)) && can(regex("^[a-zA-Z0-9_.-]{3,255}$", coalesce(var.installation.lock_table, "default")))
    error_message = "installation.table and installation.lock_table must be names of DynamoDB tables."
  }

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", coalesce(var.installation.state_bucket, "default")))
    error_message = "installation.state_bucket must be the name of an S3 bucket."
  }
}

variable "repositories" {
  description = "The repositories that may deploy here, as the items' RepoName. * stands for any characters, but not with isolation by repository."
  type        = list(string)
  default     = ["*"]

  validation {
    condition     = length(var.repositories) > 0 && alltrue([for name in var.repositories : can(regex("^[A-Za-z0-9._/*-]{1,200}$", name))])
    error_message = "repositories must be names of repositories, at least one: letters, digits, ._/- and * as wildcard."
  }

  validation {
    condition     = length(distinct(var.repositories)) == length(var.repositories)
    error_message = "repositories must name each repository once."
  }
}

variable "isolation" {
  description = "Whose stacks a pipeline can touch here: \"prefix\", those of all pipelines of the installation; \"repository\", those of its own repository."
  type        = string
  default     = "prefix"

  validation {
    condition     = contains(["prefix", "repository"], var.isolation)
    error_message = "isolation must be prefix or repository."
  }

  validation {
    condition     = var.isolation == "prefix" || alltrue([for name in var.repositories : !strcontains(name, "*")])
    error_message = "isolation by repository gives each a role of its own: repositories must be named without *."
  }
}

variable "organisation_id" {
  description = "The organisation that the central account has to be in. Null asks for none."
  type        = string
  default     = null

  validation {
    condition     = var.organisation_id == null || can(regex("^o-[a-z0-9]{10,32}$", var.organisation_id))
    error_message = "organisation_id must be the id of an organisation, such as o-a1b2c3d4e5."
  }
}

variable "formation_role" {
  description = "The name of the role that pipelines deploy with; with isolation by repository, the start of the names."
  type        = string
  default     = "ChildAccountFormationRole"

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.formation_role)) && (var.isolation == "prefix" || length(var.formation_role) <= 33)
    error_message = "formation_role must be 1 to 64 letters, digits and _+=,.@-; with isolation by repository up to 33."
  }
}

variable "deployer_role" {
  description = "The name of the role that CloudFormation makes applications with."
  type        = string
  default     = "ChildAccountDeployerRole"

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.deployer_role))
    error_message = "deployer_role must be 1 to 64 letters, digits and _+=,.@-."
  }
}

variable "test_role" {
  description = "The name of the role that tests take. The name of the formation role makes no role, and lets tests take that one."
  type        = string
  default     = "ChildAccountTestRole"

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.test_role))
    error_message = "test_role must be 1 to 64 letters, digits and _+=,.@-."
  }
}

variable "deployer_services" {
  description = "The services that applications may use: the deployer role may do everything with each. iam is limited to roles that begin with the name prefix, and needs permissions_boundary."
  type        = list(string)
  default     = ["apigateway", "cloudwatch", "dynamodb", "events", "lambda", "logs", "s3", "sns", "sqs", "states"]

  validation {
    condition     = alltrue([for service in var.deployer_services : can(regex("^[a-z][a-z0-9-]{1,40}$", service))])
    error_message = "deployer_services must be first parts of IAM actions, such as lambda."
  }

  validation {
    condition     = !contains(var.deployer_services, "iam") || var.permissions_boundary != null
    error_message = "deployer_services with iam needs permissions_boundary: roles without one could get every right in the account."
  }
}

variable "passable_roles" {
  description = "The roles of this account that applications may give to deployer_services, by name with path, * as wildcard. Null means those that begin with the name prefix."
  type        = list(string)
  default     = null

  validation {
    condition     = var.passable_roles == null || alltrue([for role in coalesce(var.passable_roles, []) : can(regex("^[A-Za-z0-9_+=,.@/*-]{1,512}$", role)) && !can(regex("^[*]+$", role))])
    error_message = "passable_roles must be names of roles, * as wildcard, and not * alone."
  }
}

variable "capabilities" {
  description = "The capabilities that items may ask for. With CAPABILITY_AUTO_EXPAND templates may use transforms, such as SAM's, and macros of this account."
  type        = list(string)
  default     = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]

  validation {
    condition     = alltrue([for name in var.capabilities : contains(["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"], name)])
    error_message = "capabilities must be CAPABILITY_IAM, CAPABILITY_NAMED_IAM and CAPABILITY_AUTO_EXPAND, or some of them."
  }
}

variable "deployer_policy" {
  description = "An IAM policy as JSON, whose statements the deployer role gets beside its services."
  type        = string
  default     = "{\"Statement\":[]}"

  validation {
    condition     = can(flatten([jsondecode(var.deployer_policy).Statement]))
    error_message = "deployer_policy must be an IAM policy as JSON."
  }
}

variable "test_policy" {
  description = "An IAM policy as JSON: what tests may do here. Null lets them read the installation's stacks, outputs included."
  type        = string
  default     = null

  validation {
    condition     = var.test_policy == null || can(jsondecode(var.test_policy).Statement)
    error_message = "test_policy must be an IAM policy as JSON."
  }
}

variable "permissions_boundary" {
  description = "The name of a policy of this account that bounds these roles, and those that applications make. Null bounds none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^[A-Za-z0-9_+=,.@-]{1,128}$", var.permissions_boundary))
    error_message = "permissions_boundary must be the name of an IAM policy, without path."
  }
}

variable "roles" {
  description = "Roles that further kinds of deployment need, by their names: what each is for, its trust policy and its policy, both as JSON."
  type = map(object({
    kind        = string
    description = string
    trust       = string
    policy      = string
    # ARNs of AWS's own policies.
    managed_policies = optional(list(string), [])
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.roles) : can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", name))])
    error_message = "roles must be named by 1 to 64 letters, digits and _+=,.@-."
  }

  validation {
    condition     = alltrue([for role in var.roles : can(jsondecode(role.trust).Statement) && can(jsondecode(role.policy).Statement)])
    error_message = "roles[*].trust and roles[*].policy must be IAM policies as JSON."
  }
}
