package dev.thruway.vsphere.vim;

import java.time.Instant;

/// A login.
public record UserSession(String key, String userName, Instant loginTime) {}
