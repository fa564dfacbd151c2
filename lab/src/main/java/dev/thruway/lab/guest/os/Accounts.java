package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Users and groups, read from /etc/passwd and /etc/group at every question.
public final class Accounts {

    private final FileSystem files;

    Accounts(FileSystem files) {
        this.files = files;
    }

    /// A line of /etc/passwd.
    public record Entry(User user, String home, String shell) {}

    public Optional<Entry> find(String name) {
        return lines("/etc/passwd").stream()
                .filter(f -> f.length >= 7 && f[0].equals(name))
                .findFirst()
                .map(this::entry);
    }

    private Entry entry(String[] fields) {
        int uid = number(fields[2]);
        int gid = number(fields[3]);
        var groups = new HashSet<Integer>();
        groups.add(gid);
        for (var group : lines("/etc/group")) {
            if (group.length >= 4 && List.of(group[3].split(",")).contains(fields[0])) {
                groups.add(number(group[2]));
            }
        }
        return new Entry(new User(fields[0], uid, gid, groups), fields[5], fields[6]);
    }

    public String userName(int uid) {
        return name("/etc/passwd", uid);
    }

    public String groupName(int gid) {
        return name("/etc/group", gid);
    }

    public Optional<Integer> groupId(String name) {
        return lines("/etc/group").stream()
                .filter(f -> f.length >= 3 && f[0].equals(name))
                .map(f -> number(f[2]))
                .findFirst();
    }

    private String name(String file, int id) {
        return lines(file).stream()
                .filter(f -> f.length >= 3 && f[2].equals(Integer.toString(id)))
                .map(f -> f[0])
                .findFirst()
                .orElse(Integer.toString(id));
    }

    private List<String[]> lines(String file) {
        return files.readText(User.ROOT, file).lines().map(l -> l.split(":", -1)).toList();
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 65534;
    }

    /// Adds a system user without a login, as adduser --system.
    public void addSystemUser(String name) {
        if (find(name).isPresent()) {
            return;
        }
        int id = 120;
        while (!userName(id).equals(Integer.toString(id))) {
            id++;
        }
        append("/etc/passwd", name + ":x:" + id + ":" + id + "::/nonexistent:/usr/sbin/nologin\n");
        append("/etc/group", name + ":x:" + id + ":\n");
    }

    private void append(String file, String line) {
        files.append(User.ROOT, file, line.getBytes(StandardCharsets.UTF_8));
    }

    public void removeSystemUser(String name) {
        for (var file : List.of("/etc/passwd", "/etc/group")) {
            var rest = new StringBuilder();
            files.readText(User.ROOT, file)
                    .lines()
                    .filter(line -> !line.startsWith(name + ":"))
                    .forEach(line -> rest.append(line).append('\n'));
            files.write(User.ROOT, file, rest.toString(), 0644);
        }
    }
}
