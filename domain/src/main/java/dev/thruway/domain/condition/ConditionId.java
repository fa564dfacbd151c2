package dev.thruway.domain.condition;

/// The conditions of the journey, in its order. The ids are fixed: people and scripts rely on them.
public enum ConditionId {
    BMC_GPU_VISIBLE("bmc.gpu-visible"),
    BMC_GPU_FIRMWARE("bmc.gpu-firmware"),
    BIOS_READY("bios.ready"),
    HOST_GPU_VISIBLE("host.gpu-visible"),
    HOST_PASSTHROUGH_ACTIVE("host.passthrough-active"),
    VM_PCI_DEVICE("vm.pci-device"),
    VM_MEMORY_RESERVED("vm.memory-reserved"),
    VM_FIRMWARE_EFI("vm.firmware-efi"),
    VM_SECURE_BOOT("vm.secure-boot"),
    VM_MMIO_WINDOW("vm.mmio-window"),
    VM_POWERED_ON("vm.powered-on"),
    GUEST_NOUVEAU_OFF("guest.nouveau-off"),
    GUEST_DRIVER_INSTALLED("guest.driver-installed"),
    GUEST_GPU_VISIBLE("guest.gpu-visible"),
    GUEST_NVIDIA_SMI("guest.nvidia-smi"),
    GUEST_CUDA("guest.cuda");

    private final String id;

    ConditionId(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
