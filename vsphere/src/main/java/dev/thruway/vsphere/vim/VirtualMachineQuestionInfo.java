package dev.thruway.vsphere.vim;

/// A question that a VM waits with.
public record VirtualMachineQuestionInfo(String id, String text) {}
