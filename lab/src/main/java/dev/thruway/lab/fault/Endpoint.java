package dev.thruway.lab.fault;

/// Where a server stands.
///
/// @param kind as in the word of the lab's endpoints: `esxi`, `vcenter`, `bmc`, `ssh`
/// @param name the server's, or the VM's
public record Endpoint(String kind, String name) {}
