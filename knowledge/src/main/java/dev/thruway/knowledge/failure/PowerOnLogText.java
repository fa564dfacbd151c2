package dev.thruway.knowledge.failure;

import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.StatedNeed;
import dev.thruway.domain.mmio.StatedNeed.Extent;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a vmware.log tells of the passthrough devices of its power-on. Whatever stands before a
/// line, which differs from ESXi 7 to 8, does not matter; what is not understood is left out.
///
/// | lines | seen in |
/// |---|---|
/// | `PCIPassthru: Device … barIndex … size …` | an ESXi log with a Tesla P40 |
/// | `DICT pciPassthru0.id = "…"`, `….deviceId`, `….vendorId` | the VMX file, which the log repeats |
/// | `total number of pages needed (…)`, `could not allocate … KB` | see `failures.yaml` |
public final class PowerOnLogText {

    private static final int DEVICE_LIMIT = 128;

    private static final Pattern BAR =
            Pattern.compile(
                    "PCIPassthru: Device (?<address>[0-9a-fA-F:.]{1,20}) barIndex (?<index>[0-5])"
                            + " type (?<type>[23]) realaddr \\S+ size (?<size>\\d{1,18})"
                            + "(?: flags (?<flags>\\d{1,4}))?");

    private static final Pattern ENTRY =
            Pattern.compile("DICT\\s+(?<key>[\\w.]{1,60})\\s+=\\s+\"(?<value>[^\"]{0,200})\"");

    private static final Pattern DEVICE_KEY =
            Pattern.compile("pciPassthru(?<n>\\d{1,3})\\.(?<what>id|deviceId|vendorId)");

    /// As a VMX file has an address: all in decimal, the segment with five digits.
    private static final Pattern DECIMAL = Pattern.compile("(\\d{5}):(\\d{3}):(\\d{2})\\.([0-7])");

    private static final Pattern PAGES =
            Pattern.compile("total number of pages needed \\((\\d{1,12})\\) exceeds limit");

    private static final Pattern KILOBYTES =
            Pattern.compile("could not allocate (\\d{1,12}) KB of PCI MMIO");

    private final String source;
    private final Map<String, Map<String, String>> configured = new HashMap<>();
    private final Map<PciAddress, List<Bar>> bars = new TreeMap<>();
    private final Map<PciAddress, Long> lines = new HashMap<>();
    private ByteSize window = ByteSize.ZERO;
    private Optional<StatedNeed> stated = Optional.empty();

    private PowerOnLogText(String source) {
        this.source = source;
    }

    /// @param source the log's datastore path
    public static PowerOnLog read(String source, String text) {
        var reader = new PowerOnLogText(source);
        long number = 0;
        for (var line : text.lines().toList()) {
            reader.read(line, ++number);
        }
        return reader.log();
    }

    private void read(String line, long number) {
        bar(line, number);
        entry(line);
        stated(line, number);
    }

    private void bar(String line, long number) {
        var m = BAR.matcher(line);
        if (!m.find()) {
            return;
        }
        long size = Long.parseLong(m.group("size"));
        PciAddress.tryParse(m.group("address"))
                .filter(_ -> Long.bitCount(size) == 1)
                .filter(a -> bars.containsKey(a) || bars.size() < DEVICE_LIMIT)
                .ifPresent(address -> {
                    lines.putIfAbsent(address, number);
                    var known = bars.computeIfAbsent(address, _ -> new ArrayList<>());
                    var bar = bar(m, size);
                    if (known.stream().noneMatch(b -> b.index() == bar.index())) {
                        known.add(bar);
                    }
                });
    }

    /// Type 2 is a 32-bit BAR, type 3 a 64-bit one; flags 12 is PCI's own bits for 64-bit
    /// prefetchable memory.
    private static Bar bar(Matcher m, long size) {
        var flags = m.group("flags");
        return new Bar(
                Integer.parseInt(m.group("index")),
                new ByteSize(size),
                m.group("type").equals("3") ? Bar.Width.BITS_64 : Bar.Width.BITS_32,
                flags != null && (Integer.parseInt(flags) & 8) != 0);
    }

    private void entry(String line) {
        var m = ENTRY.matcher(line);
        if (!m.find()) {
            return;
        }
        var key = m.group("key");
        var value = m.group("value");
        if (key.equals(MmioKeys.SIZE_GB) && value.matches("\\d{1,6}")) {
            window = ByteSize.ofGib(Long.parseLong(value));
        }
        var device = DEVICE_KEY.matcher(key);
        if (device.matches()) {
            configured
                    .computeIfAbsent(device.group("n"), _ -> new HashMap<>())
                    .put(device.group("what"), value);
        }
    }

    /// What the firmware could not allocate says a number for one device or for all; and that the
    /// window was too small.
    private void stated(String line, long number) {
        var pages = PAGES.matcher(line);
        if (pages.find()) {
            state(FailureRule.ofPages(pages.group(1)), Extent.ALL_BARS, number);
        }
        var kilobytes = KILOBYTES.matcher(line);
        if (kilobytes.find()) {
            var said = ByteSize.ofKib(Long.parseLong(kilobytes.group(1)));
            state(said.compareTo(window) > 0 ? said : window, Extent.AT_LEAST, number);
        }
    }

    private void state(ByteSize need, Extent extent, long number) {
        stated = Optional.of(new StatedNeed(need, extent, source + ":" + number));
    }

    private PowerOnLog log() {
        var devices = new TreeMap<PciAddress, PowerOnLog.Device>();
        bars.forEach((address, found) ->
                devices.put(
                        address,
                        new PowerOnLog.Device(
                                address,
                                product(address),
                                found,
                                lines.getOrDefault(address, 0L))));
        configured.values().stream()
                .flatMap(d -> address(d).stream())
                .forEach(address ->
                        devices.putIfAbsent(
                                address,
                                new PowerOnLog.Device(address, product(address), List.of(), 0)));
        return new PowerOnLog(source, List.copyOf(devices.values()), stated);
    }

    private Optional<String> product(PciAddress address) {
        return configured.values().stream()
                .filter(d -> address(d).filter(address::equals).isPresent())
                .flatMap(d -> product(d).stream())
                .findFirst();
    }

    private static Optional<String> product(Map<String, String> device) {
        return hex(device.get("vendorId"))
                .flatMap(vendor -> hex(device.get("deviceId")).map(id -> vendor + ":" + id));
    }

    private static Optional<String> hex(@Nullable String id) {
        return id != null && id.matches("0[xX][0-9a-fA-F]{1,4}")
                ? Optional.of("%04x".formatted(Integer.decode(id.replace('X', 'x'))))
                : Optional.empty();
    }

    private static Optional<PciAddress> address(Map<String, String> device) {
        var id = device.getOrDefault("id", "");
        var m = DECIMAL.matcher(id);
        if (!m.matches()) {
            return PciAddress.tryParse(id);
        }
        int segment = Integer.parseInt(m.group(1));
        int bus = Integer.parseInt(m.group(2));
        int slot = Integer.parseInt(m.group(3));
        return segment > 0xFFFF || bus > 0xFF || slot > 0x1F
                ? Optional.empty()
                : Optional.of(new PciAddress(segment, bus, slot, Integer.parseInt(m.group(4))));
    }
}
