package dev.thruway.vsphere.vim;

import java.util.List;

/// Which files are listed: those whose names match one of the patterns.
public record HostDatastoreBrowserSearchSpec(List<String> matchPattern) {}
