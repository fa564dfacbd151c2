package dev.thruway.domain.check;

import java.util.Locale;
import java.util.Optional;

/// Everything that preflight can find, in the order of the journey.
///
/// The bundle of this package has a sentence `check.` with the code for each, and `fix.` with the
/// code for each that is not fine; `docs/findings` has a page for each of these.
public enum CheckCode {
    BMC_ANSWERS(Severity.OK),
    BMC_UNREACHABLE(Severity.BLOCKER),
    BMC_UNTRUSTED(Severity.BLOCKER),
    BMC_LOGIN_REFUSED(Severity.BLOCKER),
    BMC_UNREAD(Severity.UNKNOWN),
    BMC_LISTS_NO_GPU(Severity.WARNING),
    BMC_GPU_UNHEALTHY(Severity.WARNING),
    BMC_CARD_NOT_MATCHED(Severity.WARNING),
    GPU_FIRMWARE_NOT_READABLE(Severity.WARNING),
    GPU_FIRMWARE_OLD(Severity.WARNING),
    BIOS_RIGHT(Severity.OK),
    BIOS_UNREAD(Severity.UNKNOWN),
    BIOS_WRONG(Severity.BLOCKER),

    API_ANSWERS(Severity.OK),
    API_UNREACHABLE(Severity.BLOCKER),
    API_UNTRUSTED(Severity.BLOCKER),
    API_LOGIN_REFUSED(Severity.BLOCKER),
    API_LOGIN_FORBIDDEN(Severity.BLOCKER),
    API_UNREAD(Severity.BLOCKER),
    VERSION_SUPPORTED(Severity.OK),
    VERSION_OLD(Severity.BLOCKER),
    VERSION_NEW(Severity.WARNING),
    VERSION_UNREAD(Severity.UNKNOWN),
    LICENCE_ALLOWS_WRITING(Severity.OK),
    LICENCE_FORBIDS_WRITING(Severity.BLOCKER),
    LICENCE_EXPIRED(Severity.BLOCKER),
    LICENCE_UNREAD(Severity.UNKNOWN),
    PRIVILEGES_GRANTED(Severity.OK),
    PRIVILEGES_MISSING(Severity.BLOCKER),
    PRIVILEGES_UNREAD(Severity.UNKNOWN),
    HOST_CONNECTED(Severity.OK),
    HOST_NOT_CONNECTED(Severity.BLOCKER),
    CONNECTION_UNREAD(Severity.UNKNOWN),
    LOCKDOWN_OFF(Severity.OK),
    LOCKDOWN_ON(Severity.WARNING),
    LOCKDOWN_UNDER_VCENTER(Severity.OK),
    LOCKDOWN_UNREAD(Severity.UNKNOWN),
    PCIE_HOT_PLUG_OFF(Severity.OK),
    PCIE_HOT_PLUG_ON(Severity.WARNING),
    PCIE_HOT_PLUG_UNREAD(Severity.UNKNOWN),
    IOMMU_USABLE(Severity.OK),
    IOMMU_OFF(Severity.BLOCKER),
    IOMMU_UNREAD(Severity.UNKNOWN),
    GPUS_LISTED(Severity.OK),
    NO_GPU(Severity.WARNING),
    PASSTHROUGH_IMPOSSIBLE(Severity.BLOCKER),
    PASSTHROUGH_UNREAD(Severity.BLOCKER),
    USED_DEVICE_PASSED(Severity.BLOCKER),
    GUARD_BOOT_DEVICE(Severity.BLOCKER),
    GUARD_MANAGEMENT(Severity.BLOCKER),
    GUARD_STORAGE(Severity.BLOCKER),
    GUARD_UPLINK(Severity.BLOCKER),
    GUARD_BRIDGE(Severity.BLOCKER),
    GUARD_DEPENDENT_BRIDGE(Severity.BLOCKER),
    GUARD_BOOT_UNKNOWN(Severity.BLOCKER),
    GUARD_UNREAD(Severity.BLOCKER),
    CARD_SERVES_VGPUS(Severity.BLOCKER),
    CARD_IN_OTHER_MODE(Severity.BLOCKER),
    NOTED_CARD_CHANGED(Severity.BLOCKER),
    NO_HARDWARE_LABELS(Severity.BLOCKER),
    MEMORY_FITS(Severity.OK),
    MEMORY_DOES_NOT_FIT(Severity.BLOCKER),
    MEMORY_UNREAD(Severity.UNKNOWN),
    VMS_RUN_ON_HOST(Severity.BLOCKER),
    VMS_STAY_ON_HOST(Severity.BLOCKER),
    VCENTER_RUNS_ON_HOST(Severity.BLOCKER),
    VMS_WAIT_FOR_MAINTENANCE(Severity.BLOCKER),
    LEFT_IN_MAINTENANCE(Severity.BLOCKER),
    LEFT_IN_MAINTENANCE_WITH_VMS(Severity.BLOCKER),
    WORK_UNFINISHED(Severity.WARNING),
    HOST_REBOOT_FORBIDDEN(Severity.BLOCKER),
    HOST_REBOOT_IN_WINDOW(Severity.WARNING),

    UNKNOWN_MODEL(Severity.BLOCKER),
    CLUSTER_UNREAD(Severity.BLOCKER),
    HOSTS_FIT(Severity.OK),
    ONE_HOST_FITS(Severity.WARNING),
    NO_HOST_FITS(Severity.BLOCKER),
    CLUSTER_HOST_UNREAD(Severity.BLOCKER),
    VM_ON_UNFIT_HOST(Severity.BLOCKER),
    NO_SUCH_CARD(Severity.BLOCKER),
    NO_FREE_CARD(Severity.BLOCKER),
    TOO_FEW_CARDS(Severity.BLOCKER),
    NOT_A_GPU(Severity.BLOCKER),
    COMPANION_HELD(Severity.BLOCKER),
    CARD_GIVEN_UP_ELSEWHERE(Severity.BLOCKER),
    CARD_HOLDER_KEPT_OUT(Severity.BLOCKER),
    CARDS_CHANGE_PLACES(Severity.BLOCKER),
    CARD_CHANGED(Severity.BLOCKER),
    ADDRESS_DRIFTED(Severity.WARNING),
    VM_FOUND(Severity.OK),
    VM_NOT_FOUND(Severity.BLOCKER),
    VM_UNREAD(Severity.BLOCKER),
    VM_ASKS(Severity.BLOCKER),
    VM_SUSPENDED(Severity.BLOCKER),
    VM_SETTINGS_UNREAD(Severity.UNKNOWN),
    HARDWARE_VERSION_RIGHT(Severity.OK),
    HARDWARE_VERSION_OLD(Severity.WARNING),
    HARDWARE_VERSION_UNREAD(Severity.UNKNOWN),
    HARDWARE_SNAPSHOTS(Severity.BLOCKER),
    HARDWARE_MANAGED(Severity.BLOCKER),
    HARDWARE_NOT_OFFERED(Severity.BLOCKER),
    HARDWARE_OFFER_UNREAD(Severity.BLOCKER),
    DEVICE_COUNT_RIGHT(Severity.OK),
    TOO_MANY_DEVICES(Severity.BLOCKER),
    BIOS_GUEST(Severity.BLOCKER),
    WINDOW_UNKNOWN(Severity.BLOCKER),
    WINDOW_BEYOND_HOST(Severity.BLOCKER),
    NESTED_VIRTUALIZATION(Severity.BLOCKER),
    VIRTUALIZATION_BASED_SECURITY(Severity.BLOCKER),
    VIRTUAL_TPM(Severity.WARNING),
    SNAPSHOTS(Severity.WARNING),
    MEMORY_HOT_ADD(Severity.WARNING),
    CPU_HOT_ADD(Severity.WARNING),
    CARDS_ON_ONE_NODE(Severity.OK),
    CARDS_ON_SEVERAL_NODES(Severity.WARNING),
    FOLKLORE_KEYS(Severity.WARNING),
    MANAGED_BY_OTHER(Severity.WARNING),
    VM_POWER_OFF_FORBIDDEN(Severity.BLOCKER),
    GUEST_ANSWERS(Severity.OK),
    GUEST_UNREACHABLE(Severity.BLOCKER),
    GUEST_UNTRUSTED(Severity.BLOCKER),
    GUEST_LOGIN_REFUSED(Severity.BLOCKER),
    GUEST_UNREAD(Severity.UNKNOWN),
    GUEST_OFF(Severity.UNKNOWN);

    private final Severity severity;

    CheckCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /// As people and scripts see it: `licence-forbids-writing`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<CheckCode> of(String code) {
        for (var known : values()) {
            if (known.code().equals(code)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
