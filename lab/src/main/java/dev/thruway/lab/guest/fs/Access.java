package dev.thruway.lab.guest.fs;

/// Who may: owner, group and others, as path_resolution(7) says it.
final class Access {

    private Access() {}

    /// @param bits 4 read, 2 write, 1 execute or search
    static boolean granted(User user, Node node, int bits) {
        if (user.root()) {
            // Root reads and writes anything, but executes only what somebody may execute.
            return (bits & 1) == 0 || node instanceof Node.Directory || (node.mode & 0111) != 0;
        }
        int shift = node.uid == user.uid() ? 6 : inGroup(user, node) ? 3 : 0;
        return (node.mode >> shift & bits) == bits;
    }

    private static boolean inGroup(User user, Node node) {
        return node.gid == user.gid() || user.groups().contains(node.gid);
    }
}
