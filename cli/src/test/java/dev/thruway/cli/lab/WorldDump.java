package dev.thruway.cli.lab;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.World;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The VM's configuration, its host's toggles and datastore, and its guest's packages and files, by
/// the name of each.
final class WorldDump {

    private WorldDump() {}

    static SortedMap<String, String> of(World world, String name) {
        var dump = new TreeMap<String, String>();
        for (var server : world.servers()) {
            var host = server.host();
            dump.put("maintenance " + server.name(), Boolean.toString(host.inMaintenance()));
            server.functions()
                    .forEach(f ->
                            dump.put(
                                    "passthrough %s %s".formatted(server.name(), f.address()),
                                    host.passthrough(f.address()).toString()));
            for (var folder : List.of(".thruway", name)) {
                host.datastores().stream()
                        .flatMap(store -> store.filesUnder(folder).stream())
                        .forEach(file -> dump.put("datastore " + file.name(), ""));
            }
            host.vms().stream()
                    .filter(vm -> vm.config().name().equals(name))
                    .forEach(vm -> vm(vm, dump));
        }
        return dump;
    }

    private static void vm(VirtualMachine vm, Map<String, String> dump) {
        dump.put("power", vm.power().toString());
        var config = vm.config();
        dump.put("config version", config.version());
        dump.put("config cpu", config.cpu().toString());
        dump.put("config memory", config.memory().toString());
        dump.put("config boot", config.boot().toString());
        dump.put("config devices", config.devices().toString());
        config.extraConfig().forEach((key, value) -> dump.put("vmx " + key, value));
        var disk = vm.guest().disk();
        disk.packages().all().forEach(p -> dump.put("package " + p.name(), p.toString()));
        for (var folder : List.of("/etc", "/boot", "/usr/lib/modules", "/var/lib/thruway")) {
            files(disk.files(), folder, dump);
        }
    }

    private static void files(FileSystem files, String path, Map<String, String> dump) {
        if (!files.exists(User.ROOT, path)) {
            return;
        }
        var status = files.lstat(User.ROOT, path);
        switch (status.kind()) {
            case DIRECTORY -> {
                dump.put("folder " + path, mode(status.mode()));
                files.list(User.ROOT, path).forEach(name -> files(files, path + "/" + name, dump));
            }
            case SYMBOLIC_LINK -> dump.put("link " + path, status.linkTarget());
            case DEVICE -> dump.put("device " + path, mode(status.mode()));
            case REGULAR ->
                    dump.put(
                            "file " + path,
                            mode(status.mode())
                                    + " "
                                    + Base64.getEncoder()
                                            .encodeToString(files.read(User.ROOT, path)));
        }
    }

    private static String mode(int mode) {
        return Integer.toOctalString(mode);
    }

    /// What differs, without what a start and a shutdown change by themselves, whatever Thruway
    /// does: the VM's logs and the variables of its firmware.
    static List<String> differences(Map<String, String> before, Map<String, String> after) {
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .filter(key -> !key.matches("datastore .*(\\.log|\\.nvram)"))
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> "%s: %s -> %s".formatted(key, before.get(key), after.get(key)))
                .toList();
    }
}
