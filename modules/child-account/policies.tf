# Written by `npx tsx child-account/write-module-policies.ts` from compiler/kinds/: the statements that CloudFormation's
# template is made of too. What is chosen of them, and for which role, stands in main.tf.

locals {
  pipelines_trust = { for name, formation in local.formations : name => [{
    Sid    = "RolesOfStagewright"
    Effect = "Allow"
    Principal = {
      AWS = "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:root"
    }
    Action = ["sts:AssumeRole"]
    Condition = {
      ArnLike = {
        "aws:PrincipalArn" = ["arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-pipeline"]
      }
      StringLike = {
        "aws:PrincipalTag/stagewright:repository" = formation.repositories
      }
    }
  }] }

  pipelines_and_tests_trust = { for name, formation in local.formations : name => [{
    Sid    = "RolesOfStagewright"
    Effect = "Allow"
    Principal = {
      AWS = "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:root"
    }
    Action = ["sts:AssumeRole"]
    Condition = {
      ArnLike = {
        "aws:PrincipalArn" = [
          "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-pipeline",
          "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-tests-*",
        ]
      }
      StringLike = {
        "aws:PrincipalTag/stagewright:repository" = formation.repositories
      }
    }
  }] }

  tests_trust = [{
    Sid    = "RolesOfStagewright"
    Effect = "Allow"
    Principal = {
      AWS = "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:root"
    }
    Action = ["sts:AssumeRole"]
    Condition = {
      ArnLike = {
        "aws:PrincipalArn" = ["arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-tests-*"]
      }
      StringLike = {
        "aws:PrincipalTag/stagewright:repository" = var.repositories
      }
    }
  }]

  cloudformation_trust = [{
    Sid    = "CloudFormation"
    Effect = "Allow"
    Principal = {
      Service = "cloudformation.amazonaws.com"
    }
    Action = ["sts:AssumeRole"]
    Condition = {
      StringEqualsIfExists = {
        "aws:SourceAccount" = data.aws_caller_identity.current.account_id
      }
    }
  }]

  organisation_trust = flatten([for given in var.organisation_id[*] : [{
    Sid    = "OnlyThisOrganisation"
    Effect = "Deny"
    Principal = {
      AWS = "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:root"
    }
    Action = ["sts:AssumeRole"]
    Condition = {
      StringNotEquals = {
        "aws:PrincipalOrgID" = given
      }
    }
  }]])

  formation_grants = { for name, formation in local.formations : name => [
    {
      Sid    = "OwnStacks"
      Effect = "Allow"
      Action = [
        "cloudformation:CreateChangeSet",
        "cloudformation:DeleteChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:ExecuteChangeSet",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:cloudformation:${var.region}:${data.aws_caller_identity.current.account_id}:stack/${var.name_prefix}-*--*${formation.ending}/*"]
    },
    {
      Sid      = "HandDeployerToCloudFormation"
      Effect   = "Allow"
      Action   = ["iam:PassRole"]
      Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.deployer_role}"]
      Condition = {
        StringEquals = {
          "iam:PassedToService" = "cloudformation.amazonaws.com"
        }
      }
    },
    {
      Sid    = "ReadPackages"
      Effect = "Allow"
      Action = [
        "s3:GetObject",
        "s3:GetObjectVersion",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--*-${var.central_account}/*"]
      Condition = {
        StringEqualsIfExists = {
          "aws:ResourceAccount" = var.central_account
        }
      }
    },
    {
      Sid    = "SeePackages"
      Effect = "Allow"
      Action = [
        "s3:GetBucketLocation",
        "s3:GetBucketVersioning",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--*-${var.central_account}"]
      Condition = {
        StringEqualsIfExists = {
          "aws:ResourceAccount" = var.central_account
        }
      }
    },
    {
      Sid      = "FindPackages"
      Effect   = "Allow"
      Action   = ["s3:ListBucket"]
      Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--*-${var.central_account}"]
      Condition = {
        StringEqualsIfExists = {
          "aws:ResourceAccount" = var.central_account
        }
        StringLike = {
          "s3:prefix" = ["*/BuildOutpu*"]
        }
      }
    },
    {
      Sid      = "DecryptPackages"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = ["arn:${data.aws_partition.current.partition}:kms:${var.region}:${var.central_account}:key/*"]
      Condition = {
        StringEquals = {
          "kms:ViaService" = "s3.${var.region}.${data.aws_partition.current.dns_suffix}"
        }
      }
    },
  ] }

  expansion_grants = [{
    Sid    = "ExpandTransforms"
    Effect = "Allow"
    Action = ["cloudformation:CreateChangeSet"]
    Resource = [
      "arn:${data.aws_partition.current.partition}:cloudformation:${var.region}:aws:transform/*",
      "arn:${data.aws_partition.current.partition}:cloudformation:${var.region}:${data.aws_caller_identity.current.account_id}:transform/*",
    ]
  }]

  macro_grants = [{
    Sid      = "RunMacros"
    Effect   = "Allow"
    Action   = ["lambda:InvokeFunction"]
    Resource = ["arn:${data.aws_partition.current.partition}:lambda:${var.region}:${data.aws_caller_identity.current.account_id}:function:*"]
    Condition = {
      "ForAnyValue:StringEquals" = {
        "aws:CalledVia" = ["cloudformation.amazonaws.com"]
      }
    }
  }]

  package_grants = [
    {
      Sid    = "ReadPackages"
      Effect = "Allow"
      Action = [
        "s3:GetObject",
        "s3:GetObjectVersion",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--*-${var.central_account}/*"]
      Condition = {
        StringEqualsIfExists = {
          "aws:ResourceAccount" = var.central_account
        }
      }
    },
    {
      Sid    = "SeePackages"
      Effect = "Allow"
      Action = [
        "s3:GetBucketLocation",
        "s3:GetBucketVersioning",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--*-${var.central_account}"]
      Condition = {
        StringEqualsIfExists = {
          "aws:ResourceAccount" = var.central_account
        }
      }
    },
    {
      Sid      = "FindPackages"
      Effect   = "Allow"
      Action   = ["s3:ListBucket"]
      Resource = ["arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--*-${var.central_account}"]
      Condition = {
        StringEqualsIfExists = {
          "aws:ResourceAccount" = var.central_account
        }
        StringLike = {
          "s3:prefix" = ["*/BuildOutpu*"]
        }
      }
    },
    {
      Sid      = "DecryptPackages"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = ["arn:${data.aws_partition.current.partition}:kms:${var.region}:${var.central_account}:key/*"]
      Condition = {
        StringEquals = {
          "kms:ViaService" = "s3.${var.region}.${data.aws_partition.current.dns_suffix}"
        }
      }
    },
  ]

  service_grants = [{
    Sid      = "ServicesOfApplications"
    Effect   = "Allow"
    Action   = local.service_actions
    Resource = ["*"]
  }]

  passing_grants = [{
    Sid      = "PassRolesOfApplications"
    Effect   = "Allow"
    Action   = ["iam:PassRole"]
    Resource = local.passable_role_arns
    Condition = {
      StringEquals = {
        "iam:PassedToService" = local.passed_to
      }
    }
  }]

  nested_grants = [{
    Sid    = "NestedStacks"
    Effect = "Allow"
    Action = [
      "cloudformation:CreateStack",
      "cloudformation:DeleteStack",
      "cloudformation:DescribeStacks",
      "cloudformation:UpdateStack",
    ]
    Resource = ["arn:${data.aws_partition.current.partition}:cloudformation:${var.region}:${data.aws_caller_identity.current.account_id}:stack/${var.name_prefix}-*--*/*"]
  }]

  role_grants = flatten([for given in var.permissions_boundary[*] : [
    {
      Sid    = "MakeBoundRoles"
      Effect = "Allow"
      Action = [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.name_prefix}-*"]
      Condition = {
        StringEquals = {
          "iam:PermissionsBoundary" = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${given}"
        }
      }
    },
    {
      Sid    = "UseOwnRoles"
      Effect = "Allow"
      Action = [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.name_prefix}-*"]
    },
  ]])

  policy_grants = [{
    Sid    = "MakeOwnPolicies"
    Effect = "Allow"
    Action = [
      "iam:CreatePolicy",
      "iam:DeletePolicy",
      "iam:TagPolicy",
      "iam:UntagPolicy",
      "iam:CreatePolicyVersion",
      "iam:DeletePolicyVersion",
      "iam:GetPolicyVersion",
      "iam:GetPolicy",
      "iam:ListEntitiesForPolicy",
      "iam:ListPolicyVersions",
    ]
    Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${var.name_prefix}-*"]
  }]

  protection = [
    {
      Sid      = "ProtectOwnRoles"
      Effect   = "Deny"
      Action   = ["iam:*"]
      Resource = local.role_arns
    },
    {
      Sid    = "ProtectPipelines"
      Effect = "Deny"
      Action = ["iam:*"]
      Resource = [
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-pipeline",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-build",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-events",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-tests-*--??????",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-plan-*",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-review-*",
        "arn:${data.aws_partition.current.partition}:iam::${var.central_account}:role/${var.name_prefix}-*--??????????-apply-*",
      ]
    },
    {
      Sid    = "LeaveInstallation"
      Effect = "Deny"
      Action = ["*"]
      Resource = [
        "arn:${data.aws_partition.current.partition}:cloudwatch:${var.region}:${var.central_account}:alarm:${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:codebuild:${var.region}:${var.central_account}:project/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:codebuild:${var.region}:${var.central_account}:project/${var.name_prefix}-*--??????????-build",
        "arn:${data.aws_partition.current.partition}:codebuild:${var.region}:${var.central_account}:project/${var.name_prefix}-*--??????????_*",
        "arn:${data.aws_partition.current.partition}:codepipeline:${var.region}:${var.central_account}:${var.name_prefix}-*--??????????",
        "arn:${data.aws_partition.current.partition}:codepipeline:${var.region}:${var.central_account}:${var.name_prefix}-*--??????????/*",
        "arn:${data.aws_partition.current.partition}:dynamodb:${var.region}:${var.central_account}:table/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:dynamodb:${var.region}:${var.central_account}:table/${var.installation.table}*",
        "arn:${data.aws_partition.current.partition}:dynamodb:${var.region}:${var.central_account}:table/${local.lock_table}*",
        "arn:${data.aws_partition.current.partition}:events:${var.region}:${var.central_account}:rule/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:events:${var.region}:${var.central_account}:rule/${var.name_prefix}-*--??????????-source",
        "arn:${data.aws_partition.current.partition}:lambda:${var.region}:${var.central_account}:function:${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:logs:${var.region}:${var.central_account}:log-group:/aws/codebuild/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:logs:${var.region}:${var.central_account}:log-group:/aws/codebuild/${var.name_prefix}-*--??????????*",
        "arn:${data.aws_partition.current.partition}:logs:${var.region}:${var.central_account}:log-group:/aws/lambda/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:scheduler:${var.region}:${var.central_account}:schedule/*/${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:sns:${var.region}:${var.central_account}:${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:sns:${var.region}:${var.central_account}:${var.name_prefix}-*--??????????_*",
        "arn:${data.aws_partition.current.partition}:sqs:${var.region}:${var.central_account}:${var.name_prefix}_control-*",
        "arn:${data.aws_partition.current.partition}:ssm:${var.region}:${var.central_account}:parameter/stagewright/${var.name_prefix}/*",
        "arn:${data.aws_partition.current.partition}:s3:::${local.state_bucket}",
        "arn:${data.aws_partition.current.partition}:s3:::${local.state_bucket}/*",
      ]
    },
    {
      Sid    = "LeaveArtifacts"
      Effect = "Deny"
      Action = [
        "s3:AbortMultipartUpload",
        "s3:BypassGovernanceRetention",
        "s3:Create*",
        "s3:Delete*",
        "s3:ObjectOwnerOverrideToBucketOwner",
        "s3:Put*",
        "s3:Replicate*",
        "s3:RestoreObject",
        "s3:TagResource",
        "s3:UntagResource",
        "s3:Update*",
      ]
      Resource = [
        "arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--??????????-${var.central_account}",
        "arn:${data.aws_partition.current.partition}:s3:::${var.name_prefix}-*--??????????-${var.central_account}/*",
      ]
    },
    {
      Sid    = "LeaveArtifactKeys"
      Effect = "Deny"
      Action = [
        "kms:CancelKeyDeletion",
        "kms:Create*",
        "kms:Delete*",
        "kms:Disable*",
        "kms:Enable*",
        "kms:Put*",
        "kms:Revoke*",
        "kms:Retire*",
        "kms:Schedule*",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:Update*",
      ]
      Resource = ["arn:${data.aws_partition.current.partition}:kms:${var.region}:${var.central_account}:key/*"]
      Condition = {
        StringLike = {
          "aws:ResourceTag/stagewright:pipeline" = "*--*"
        }
      }
    },
    {
      Sid    = "LeaveMappings"
      Effect = "Deny"
      Action = ["lambda:*EventSourceMapping"]
      Resource = [
        "arn:${data.aws_partition.current.partition}:lambda:${var.region}:${var.central_account}:event-source-mapping:*",
        "*",
      ]
      Condition = {
        ArnLike = {
          "lambda:FunctionArn" = ["arn:${data.aws_partition.current.partition}:lambda:${var.region}:${var.central_account}:function:${var.name_prefix}_control-*"]
        }
      }
    },
  ]

  boundary_protection = flatten([for given in var.permissions_boundary[*] : [{
    Sid      = "ProtectBoundary"
    Effect   = "Deny"
    Action   = ["iam:*"]
    Resource = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${given}"]
  }]])

  test_grants = [{
    Sid    = "ReadStacks"
    Effect = "Allow"
    Action = [
      "cloudformation:DescribeStacks",
      "cloudformation:ListStackResources",
    ]
    Resource = ["arn:${data.aws_partition.current.partition}:cloudformation:${var.region}:${data.aws_caller_identity.current.account_id}:stack/${var.name_prefix}-*--*/*"]
  }]
}
