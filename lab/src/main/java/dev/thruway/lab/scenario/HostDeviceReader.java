package dev.thruway.lab.scenario;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.world.VmDevice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads which devices of its host a VM holds. A fixed one says what the VM remembers of it, true
/// or not; a dynamic one what it accepts; a vGPU its profile.
final class HostDeviceReader {

    private static final Pattern PRODUCT =
            Pattern.compile("([0-9a-f]{4}):([0-9a-f]{4})(?: ([0-9a-f]{4}):([0-9a-f]{4}))?");

    /// ESXi counts the keys of passthrough devices from here.
    private static final int FIRST_KEY = 13_000;

    /// Unit numbers of the slots that they get.
    private static final int FIRST_UNIT = 18;

    private HostDeviceReader() {}

    static List<VmDevice> read(Section vm) {
        var sections = vm.sections("devices");
        var keys = new Numbers("key", FIRST_KEY, sections);
        var units = new Numbers("unit", FIRST_UNIT, sections);
        var devices = new ArrayList<VmDevice>();
        for (var s : sections) {
            var label = s.optionalText("label").orElse("PCI device " + devices.size());
            devices.add(device(s, keys.of(s), label, units.of(s)));
            s.end();
        }
        return devices;
    }

    /// Numbers that a device may leave out: it gets the first one that no other has.
    private static final class Numbers {

        private final String field;
        private final Set<Integer> taken = new HashSet<>();
        private int next;

        Numbers(String field, int first, List<Section> devices) {
            this.field = field;
            this.next = first;
            devices.forEach(d -> said(d).ifPresent(taken::add));
        }

        private Optional<Integer> said(Section device) {
            return device.optional(field, Integer::parseInt);
        }

        int of(Section device) {
            return said(device).orElseGet(this::free);
        }

        private int free() {
            while (!taken.add(next)) {
                next++;
            }
            return next;
        }
    }

    private static VmDevice device(Section s, int key, String label, int unit) {
        var profile = s.optionalText("vgpu");
        if (profile.isPresent()) {
            return new VmDevice.Vgpu(key, label, unit, profile.get());
        }
        return s.optional("address", PciAddress::parse)
                .<VmDevice>map(at -> new VmDevice.Passthrough(key, label, unit, backing(at, s)))
                .orElseGet(() -> new VmDevice.DynamicPassthrough(key, label, unit, wish(s)));
    }

    private static VmDevice.Backing backing(PciAddress address, Section s) {
        return new VmDevice.Backing(
                s.optionalText("name").orElse(""),
                address.toString(),
                s.text("device"),
                s.text("systemId"),
                s.value("vendor", text -> Integer.parseInt(text, 16)));
    }

    private static VmDevice.Wish wish(Section s) {
        var products = s.list("products", HostDeviceReader::product);
        var label = s.optionalText("hardwareLabel");
        if (products.isEmpty() && label.isEmpty()) {
            throw s.wrong("the key 'address', 'products', 'hardwareLabel' or 'vgpu'");
        }
        return new VmDevice.Wish(s.optionalText("name").orElse(""), products, label);
    }

    private static VmDevice.Product product(String text) {
        var m = PRODUCT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "ids such as 10de:26b9 or 10de:26b9 10de:1851, not " + text);
        }
        return new VmDevice.Product(
                hex(m.group(1)),
                hex(m.group(2)),
                Optional.ofNullable(m.group(3))
                        .map(vendor -> new VmDevice.Subsystem(hex(vendor), hex(m.group(4)))));
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }
}
