package dev.thruway.lab.guest.fs;

import java.util.Set;

/// On whose behalf something happens.
public record User(String name, int uid, int gid, Set<Integer> groups) {

    public static final User ROOT = new User("root", 0, 0, Set.of(0));

    public User {
        groups = Set.copyOf(groups);
    }

    public boolean root() {
        return uid == 0;
    }
}
