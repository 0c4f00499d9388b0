output "formation_role_arns" {
  description = "The roles that pipelines deploy with: one, or one for each repository."
  value       = [for role in aws_iam_role.formation : role.arn]
}

output "deployer_role_arn" {
  description = "The role that CloudFormation makes applications with."
  value       = aws_iam_role.deployer.arn
}

output "test_role_arn" {
  description = "The role that tests take; null where that is the formation role."
  value       = one(aws_iam_role.test[*].arn)
}
