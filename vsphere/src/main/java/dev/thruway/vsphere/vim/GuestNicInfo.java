package dev.thruway.vsphere.vim;

import java.util.List;

/// An interface of a guest.
public record GuestNicInfo(List<String> ipAddress) {}
