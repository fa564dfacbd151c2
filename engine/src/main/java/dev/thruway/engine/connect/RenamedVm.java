package dev.thruway.engine.connect;

import dev.thruway.domain.observation.VmBefore;
import dev.thruway.engine.mark.VmMarks;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.OptionValue;
import java.util.List;
import java.util.Optional;

/// Finds a VM that the inventory does not call as the file does any more: by the note that Thruway
/// left in it, which says how the file called it, and which counts for the VM with its instance
/// UUID only, not for a clone.
final class RenamedVm {

    private static final String[] PATHS = {"config.instanceUuid", "config.extraConfig"};

    private RenamedVm() {}

    /// Empty where none has such a note, or several have.
    ///
    /// @param vms among which it is
    static Optional<ManagedObjectReference> of(
            VsphereClient client, List<ManagedObjectReference> vms, String name) {
        if (vms.isEmpty()) {
            return Optional.empty();
        }
        var noted =
                client.properties().of(vms, PATHS).stream().filter(vm -> was(vm, name)).toList();
        return noted.size() == 1 ? Optional.of(noted.getFirst().ref()) : Optional.empty();
    }

    private static boolean was(ObjectProperties vm, String name) {
        var uuid = vm.find("config.instanceUuid", String.class).orElse("");
        return before(vm.list("config.extraConfig", OptionValue.class), uuid)
                .map(VmBefore::name)
                .filter(name::equals)
                .isPresent();
    }

    private static Optional<VmBefore> before(List<OptionValue> extra, String uuid) {
        return extra.stream()
                .filter(o -> o.key().equals(VmMarks.BEFORE))
                .findFirst()
                .flatMap(o -> VmMarks.readBefore(String.valueOf(o.value()), uuid));
    }
}
