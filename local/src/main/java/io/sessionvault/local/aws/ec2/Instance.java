package io.sessionvault.local.aws.ec2;

/// An instance.
///
/// @param id `i-...`
/// @param vpc the id of its VPC
/// @param subnet the id of its subnet
public record Instance(String id, String vpc, String subnet) {}
