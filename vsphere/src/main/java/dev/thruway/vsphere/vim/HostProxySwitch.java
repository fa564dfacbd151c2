package dev.thruway.vsphere.vim;

import java.util.List;

/// A host's part of a distributed switch with the keys of its uplinks.
public record HostProxySwitch(String dvsUuid, String dvsName, List<String> pnic) {}
