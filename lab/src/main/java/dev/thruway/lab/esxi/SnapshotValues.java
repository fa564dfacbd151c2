package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Snapshot;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The snapshots of a VM: a line of them, each the only child of the one before.
record SnapshotValues(Realm realm, VirtualMachine vm) {

    private Value.Ref ref(Snapshot snapshot) {
        return realm.refs().snapshot(vm, snapshot.number());
    }

    /// Unset where there is none.
    Value info() {
        var all = vm.snapshots();
        return all.isEmpty()
                ? Value.nothing()
                : Value.data("VirtualMachineSnapshotInfo")
                        .set("currentSnapshot", ref(all.getLast()))
                        .set("rootSnapshotList", tree(all))
                        .build();
    }

    Value roots() {
        return Value.refs(vm.snapshots().stream().limit(1).map(this::ref).toList());
    }

    private Value.Many tree(List<Snapshot> line) {
        if (line.isEmpty()) {
            return Value.array("VirtualMachineSnapshotTree", List.of());
        }
        var first = line.getFirst();
        return Value.array(
                "VirtualMachineSnapshotTree",
                List.of(
                        Value.data("VirtualMachineSnapshotTree")
                                .set("snapshot", ref(first))
                                .set("vm", realm.refs().of(vm))
                                .set("name", first.name())
                                .set("description", first.description())
                                .set("id", first.number())
                                .set("createTime", first.created())
                                .set(
                                        "state",
                                        Value.of("VirtualMachinePowerState", first.power().wire()))
                                .set("quiesced", false)
                                .set("childSnapshotList", tree(line.subList(1, line.size())))
                                .set("replaySupported", false)
                                .build()));
    }

    /// `VirtualMachineSnapshot`: what a reference among the above leads to.
    Optional<ManagedObject> object(Value.Ref wanted) {
        var all = vm.snapshots();
        return IntStream.range(0, all.size())
                .filter(i -> ref(all.get(i)).equals(wanted))
                .mapToObj(i -> object(wanted, all.subList(i + 1, all.size())))
                .findFirst();
    }

    private ManagedObject object(Value.Ref ref, List<Snapshot> below) {
        return new SimpleObject(
                ref,
                new Properties()
                        .set("vm", realm.refs().of(vm))
                        .set(
                                "childSnapshot",
                                Value.refs(below.stream().limit(1).map(this::ref).toList()))
                        .unset("config"));
    }
}
