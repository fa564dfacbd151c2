package dev.thruway.domain.plan;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;

/// What a step does to the world. Closed: whoever carries steps out handles each of these.
public sealed interface Action {

    /// The stable name that plans, journals and documents use.
    String code();

    /// Something done to a host.
    sealed interface OnHost extends Action {}

    /// Something done to a VM's configuration. Neighbouring changes of one VM are carried out in
    /// one ReconfigVM_Task.
    sealed interface OnVmConfig extends Action {}

    /// Something done to a VM's virtual hardware as a whole, in a task of its own.
    sealed interface OnVmHardware extends Action {}

    /// Something done to a VM's power.
    sealed interface OnVmPower extends Action {}

    /// Something done inside a guest.
    sealed interface InGuest extends Action {}

    /// Notes on the host's datastore how its toggles and labels were.
    record NoteHost(HostBefore before) implements OnHost {
        @Override
        public String code() {
            return "note-host";
        }
    }

    /// Switches passthrough of one function on.
    record EnablePassthrough(PciAddress address, PciIds ids) implements OnHost {
        @Override
        public String code() {
            return "enable-passthrough";
        }
    }

    /// Switches passthrough of one function off again.
    record DisablePassthrough(PciAddress address, PciIds ids) implements OnHost {
        @Override
        public String code() {
            return "disable-passthrough";
        }
    }

    /// Sets the hardware label of one function; an empty one removes it.
    record SetHardwareLabel(PciAddress address, PciIds ids, String label) implements OnHost {
        @Override
        public String code() {
            return "set-hardware-label";
        }
    }

    /// Notes on the host's datastore which VMs ran, before the first of them is shut down.
    record NoteRunningVms(List<HostPending.Ran> vms) implements OnHost {
        public NoteRunningVms {
            vms = List.copyOf(vms);
        }

        @Override
        public String code() {
            return "note-running-vms";
        }
    }

    /// Shuts down a VM that the file does not name, for its host has to reboot.
    ///
    /// @param uuid its instance UUID
    record ShutDownOtherVm(String uuid, String name) implements OnHost {
        @Override
        public String code() {
            return "shut-down-other-vm";
        }
    }

    /// Starts a VM that the file does not name again.
    ///
    /// @param uuid its instance UUID
    record StartOtherVm(String uuid, String name) implements OnHost {
        @Override
        public String code() {
            return "start-other-vm";
        }
    }

    /// Removes the note of unfinished work, after all of it was finished.
    record ForgetPending() implements OnHost {
        @Override
        public String code() {
            return "forget-pending";
        }
    }

    /// @param vsan whether vSAN has data on the host, of which the objects stay accessible
    record EnterMaintenanceMode(HostUses.Vsan vsan) implements OnHost {
        @Override
        public String code() {
            return "enter-maintenance-mode";
        }
    }

    record RebootHost() implements OnHost {
        @Override
        public String code() {
            return "reboot-host";
        }
    }

    record ExitMaintenanceMode() implements OnHost {
        @Override
        public String code() {
            return "exit-maintenance-mode";
        }
    }

    /// Removes the note, after everything in it was restored.
    record ForgetHost() implements OnHost {
        @Override
        public String code() {
            return "forget-host";
        }
    }

    /// Gives one card to the VM.
    record AttachDevice(PciAddress address, PciIds ids, String systemId, String name)
            implements OnVmConfig {
        @Override
        public String code() {
            return "attach-device";
        }
    }

    /// Gives the VM a device of Dynamic DirectPath.
    record AttachDynamicDevice(DynamicDevice device, String name) implements OnVmConfig {
        @Override
        public String code() {
            return "attach-dynamic-device";
        }
    }

    /// Takes one passthrough device out of the VM's configuration.
    record DetachDevice(int key, String name) implements OnVmConfig {
        @Override
        public String code() {
            return "detach-device";
        }
    }

    /// Sets the memory reservation, and whether it follows the VM's memory.
    record SetMemoryReservation(long reservationMib, boolean lockedToMax) implements OnVmConfig {
        @Override
        public String code() {
            return "set-memory-reservation";
        }
    }

    record SetFirmware(VmState.Firmware firmware) implements OnVmConfig {
        @Override
        public String code() {
            return "set-firmware";
        }
    }

    record SetSecureBoot(Wanted wanted) implements OnVmConfig {
        /// On or off.
        public enum Wanted {
            ON,
            OFF
        }

        @Override
        public String code() {
            return "set-secure-boot";
        }
    }

    /// Sets one advanced configuration key; an empty value removes it.
    record SetExtraConfig(String key, String value) implements OnVmConfig {
        @Override
        public String code() {
            return "set-extra-config";
        }
    }

    /// Notes in the VM what it was before, and which cards were agreed on.
    record NoteVm(VmBefore before, List<AgreedCard> agreed, List<DynamicDevice> dynamic)
            implements OnVmConfig {
        public NoteVm {
            agreed = List.copyOf(agreed);
            dynamic = List.copyOf(dynamic);
        }

        @Override
        public String code() {
            return "note-vm";
        }
    }

    /// Notes in the VM that its guest is restored, of which nothing can be seen once it is off.
    ///
    /// @param before what is still to be restored
    record NoteGuestRestored(VmBefore before) implements OnVmConfig {
        @Override
        public String code() {
            return "note-guest-restored";
        }
    }

    /// Removes both notes, after everything in them was restored.
    record ForgetVm() implements OnVmConfig {
        @Override
        public String code() {
            return "forget-vm";
        }
    }

    /// Raises the version of the virtual hardware. Nobody can lower it again.
    record UpgradeHardware(int version) implements OnVmHardware {
        @Override
        public String code() {
            return "upgrade-hardware";
        }
    }

    /// Shuts the guest down, and powers the VM off only if it does not go down in time.
    record ShutDownVm() implements OnVmPower {
        @Override
        public String code() {
            return "shut-down-vm";
        }
    }

    record PowerOnVm() implements OnVmPower {
        @Override
        public String code() {
            return "power-on-vm";
        }
    }

    /// Forbids nouveau and nova to load, in the running system and in its initramfs.
    record BlacklistOpenDrivers() implements InGuest {
        @Override
        public String code() {
            return "blacklist-nouveau";
        }
    }

    /// Restarts the guest where an open driver still holds a card.
    record RebootGuest() implements InGuest {
        @Override
        public String code() {
            return "reboot-guest";
        }
    }

    /// Installs NVIDIA's driver and loads it.
    ///
    /// @param branch `auto` or a number such as `580`
    record InstallDriver(String branch) implements InGuest {
        @Override
        public String code() {
            return "install-driver";
        }
    }

    /// Runs a small kernel on each GPU and compares its result.
    record ProveCuda(When when) implements InGuest {
        /// Whether a proof that stands is enough.
        public enum When {
            WHERE_NONE_STANDS,
            ANEW
        }

        @Override
        public String code() {
            return "prove-cuda";
        }
    }

    /// Removes what was installed and written, and lets the open drivers load again.
    record RestoreGuest() implements InGuest {
        @Override
        public String code() {
            return "restore-guest";
        }
    }
}
