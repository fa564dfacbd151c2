package dev.thruway.lab.guest;

import java.util.List;

/// A person's login on the guest.
///
/// @param password throw-away, made when the lab starts; never part of any text
/// @param authorizedKeys lines of `~/.ssh/authorized_keys`
public record GuestAccount(String name, String password, List<String> authorizedKeys, Sudo sudo) {

    /// What the account may do as root.
    public enum Sudo {
        REFUSED,
        WITH_PASSWORD,
        WITHOUT_PASSWORD
    }

    public GuestAccount {
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException("not a login name: " + name);
        }
        authorizedKeys = List.copyOf(authorizedKeys);
    }

    @Override
    public String toString() {
        return "GuestAccount[name=" + name + ", sudo=" + sudo + "]";
    }
}
