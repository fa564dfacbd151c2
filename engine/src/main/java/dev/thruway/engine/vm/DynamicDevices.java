package dev.thruway.engine.vm;

import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.vsphere.vim.ConfigTarget;
import dev.thruway.vsphere.vim.VirtualMachineDynamicPassthroughInfo;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughAllowedDevice;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDynamicBackingInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Between vim's devices of Dynamic DirectPath and what they ask for.
final class DynamicDevices {

    private DynamicDevices() {}

    static DynamicDevice asked(VirtualPCIPassthroughDynamicBackingInfo backing) {
        return new DynamicDevice(
                backing.allowedDevice().stream()
                        .map(DynamicDevices::product)
                        .collect(Collectors.toCollection(TreeSet::new)),
                Optional.ofNullable(backing.customLabel()));
    }

    private static String product(VirtualPCIPassthroughAllowedDevice device) {
        var product = ids(device.vendorId(), device.deviceId());
        var subVendor = device.subVendorId();
        var subDevice = device.subDeviceId();
        return subVendor == null || subDevice == null
                ? product
                : product + " " + ids(subVendor, subDevice);
    }

    private static String ids(int vendor, int device) {
        return "%04x:%04x".formatted(vendor & 0xFFFF, device & 0xFFFF);
    }

    static VirtualPCIPassthroughDynamicBackingInfo backing(DynamicDevice device, String name) {
        return new VirtualPCIPassthroughDynamicBackingInfo(
                name,
                null,
                device.products().stream().map(DynamicDevices::allowed).toList(),
                device.label().orElse(null),
                null);
    }

    private static VirtualPCIPassthroughAllowedDevice allowed(String product) {
        var ids =
                Arrays.stream(product.split("[: ]", -1))
                        .map(text -> Integer.parseInt(text, 16))
                        .toList();
        boolean board = ids.size() == 4;
        return new VirtualPCIPassthroughAllowedDevice(
                ids.get(0), ids.get(1), board ? ids.get(2) : null, board ? ids.get(3) : null, null);
    }

    /// What a host offers that such a device could get.
    static Optional<VirtualMachineDynamicPassthroughInfo> offer(
            ConfigTarget target, DynamicDevice device) {
        return target.dynamicPassthrough().stream()
                .filter(o -> device.mayAccept(ids(o.vendorId(), o.deviceId())))
                .filter(o -> sameLabel(o.customLabel(), device))
                .findFirst();
    }

    private static boolean sameLabel(@Nullable String offered, DynamicDevice device) {
        return device.label().isEmpty() || device.label().equals(Optional.ofNullable(offered));
    }
}
