package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.vim.AboutInfo;
import dev.thruway.vsphere.vim.ClusterConfigInfoEx;
import dev.thruway.vsphere.vim.ClusterPowerOnVmResult;
import dev.thruway.vsphere.vim.ConfigTarget;
import dev.thruway.vsphere.vim.DatastoreSummary;
import dev.thruway.vsphere.vim.Event;
import dev.thruway.vsphere.vim.GuestNicInfo;
import dev.thruway.vsphere.vim.HostCpuIdInfo;
import dev.thruway.vsphere.vim.HostDatastoreBrowserSearchResults;
import dev.thruway.vsphere.vim.HostFileSystemMountInfo;
import dev.thruway.vsphere.vim.HostFileSystemVolume;
import dev.thruway.vsphere.vim.HostGraphicsInfo;
import dev.thruway.vsphere.vim.HostHostBusAdapter;
import dev.thruway.vsphere.vim.HostNumaInfo;
import dev.thruway.vsphere.vim.HostNumaNode;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import dev.thruway.vsphere.vim.HostPortGroup;
import dev.thruway.vsphere.vim.HostProxySwitch;
import dev.thruway.vsphere.vim.HostScsiTopologyInterface;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import dev.thruway.vsphere.vim.HostVirtualNic;
import dev.thruway.vsphere.vim.HostVirtualSwitch;
import dev.thruway.vsphere.vim.KeyAnyValue;
import dev.thruway.vsphere.vim.LicenseAssignmentManagerLicenseAssignment;
import dev.thruway.vsphere.vim.LicenseManagerLicenseInfo;
import dev.thruway.vsphere.vim.LocalizedMethodFault;
import dev.thruway.vsphere.vim.ManagedByInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.MethodFault;
import dev.thruway.vsphere.vim.OptionValue;
import dev.thruway.vsphere.vim.PhysicalNic;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.ScsiLun;
import dev.thruway.vsphere.vim.SelectionSpec;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.TaskInfoState;
import dev.thruway.vsphere.vim.UserSession;
import dev.thruway.vsphere.vim.VirtualDevice;
import dev.thruway.vsphere.vim.VirtualDeviceBackingInfo;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import dev.thruway.vsphere.vim.VirtualMachineBootOptionsBootableDevice;
import dev.thruway.vsphere.vim.VirtualMachineConfigOptionDescriptor;
import dev.thruway.vsphere.vim.VirtualMachineFileLayoutExFileInfo;
import dev.thruway.vsphere.vim.VirtualMachineFlagInfo;
import dev.thruway.vsphere.vim.VirtualMachinePowerState;
import dev.thruway.vsphere.vim.VirtualMachineQuestionInfo;
import dev.thruway.vsphere.vim.VirtualMachineSnapshotTree;
import dev.thruway.vsphere.vim.VirtualNicManagerNetConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which record a name on the wire stands for.
final class VimTypes {

    /// Types that arrive as values of any type, at the top of a property.
    private static final List<Class<?>> VALUES =
            List.of(
                    AboutInfo.class,
                    ClusterConfigInfoEx.class,
                    ClusterPowerOnVmResult.class,
                    ConfigTarget.class,
                    DatastoreSummary.class,
                    Event.class,
                    GuestNicInfo.class,
                    HostCpuIdInfo.class,
                    HostDatastoreBrowserSearchResults.class,
                    HostFileSystemMountInfo.class,
                    HostGraphicsInfo.class,
                    HostHostBusAdapter.class,
                    HostNumaInfo.class,
                    HostNumaNode.class,
                    HostPciDevice.class,
                    HostPciPassthruInfo.class,
                    HostPortGroup.class,
                    HostProxySwitch.class,
                    HostScsiTopologyInterface.class,
                    HostSystemConnectionState.class,
                    HostVirtualNic.class,
                    HostVirtualSwitch.class,
                    KeyAnyValue.class,
                    LicenseAssignmentManagerLicenseAssignment.class,
                    LicenseManagerLicenseInfo.class,
                    LocalizedMethodFault.class,
                    ManagedByInfo.class,
                    ManagedObjectReference.class,
                    OptionValue.class,
                    PhysicalNic.class,
                    ResourceAllocationInfo.class,
                    ScsiLun.class,
                    TaskInfo.class,
                    TaskInfoState.class,
                    UserSession.class,
                    VirtualMachineBootOptions.class,
                    VirtualMachineConfigOptionDescriptor.class,
                    VirtualMachineFileLayoutExFileInfo.class,
                    VirtualMachineFlagInfo.class,
                    VirtualMachinePowerState.class,
                    VirtualMachineQuestionInfo.class,
                    VirtualMachineSnapshotTree.class,
                    VirtualNicManagerNetConfig.class);

    /// Sealed interfaces, whose records arrive under their own names.
    private static final List<Class<?>> FAMILIES =
            List.of(
                    HostFileSystemVolume.class,
                    MethodFault.class,
                    SelectionSpec.class,
                    VirtualDevice.class,
                    VirtualDeviceBackingInfo.class,
                    VirtualMachineBootOptionsBootableDevice.class);

    private static final Map<String, Class<?>> BY_NAME = index();

    private VimTypes() {}

    private static Map<String, Class<?>> index() {
        var names = new HashMap<String, Class<?>>();
        Stream.concat(VALUES.stream(), FAMILIES.stream())
                .forEach(type -> names.put(type.getSimpleName(), type));
        FAMILIES.stream()
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .filter(type -> !isUnknown(type))
                .forEach(type -> names.put(type.getSimpleName(), type));
        return Map.copyOf(names);
    }

    static boolean isUnknown(Class<?> type) {
        return type.getSimpleName().startsWith("Unknown");
    }

    static Optional<Class<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The record to read for an element that is declared as `family` and says `xsiType`.
    static Class<?> member(Class<?> family, String xsiType) {
        var named = BY_NAME.get(xsiType);
        if (named != null
                && Kind.of(named).what() == Kind.What.RECORD
                && family.isAssignableFrom(named)) {
            return named;
        }
        return UNKNOWN.get(family)
                .orElseThrow(
                        () -> new MalformedXml(family.getSimpleName() + " cannot be a " + xsiType));
    }

    /// The record of a family for what is not modelled.
    private static final ClassValue<Optional<Class<?>>> UNKNOWN =
            new ClassValue<>() {
                @Override
                protected Optional<Class<?>> computeValue(Class<?> family) {
                    return Arrays.<Class<?>>stream(family.getPermittedSubclasses())
                            .filter(VimTypes::isUnknown)
                            .findFirst();
                }
            };

    /// The name under which a record is written.
    static String wireName(Object value) {
        return value.getClass().getSimpleName().equals("NamedSelectionSpec")
                ? "SelectionSpec"
                : value.getClass().getSimpleName();
    }
}
