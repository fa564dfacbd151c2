package dev.thruway.lab.guest.program;

import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.guest.GuestBar;
import dev.thruway.lab.guest.GuestPciFunction;
import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.ArrayList;
import java.util.List;

/// lspci of pciutils 3.10: `-D -n -nn -k -v -vv -mm -d VENDOR:DEVICE:CLASS -s ADDRESS`.
///
/// A region without an address has no line, and the others are disabled, as seen with a window that
/// was too small.
final class Lspci implements Program {

    @Override
    public int run(Invocation call) {
        var options = Options.parse(call.args(), "d", "s");
        // -nn, -vv and -mm are one letter twice, which getopt sees as a flag and again the flag.
        var letters = String.join("", call.args());
        var form =
                new Form(
                        options.has("D"),
                        letters.contains("nn"),
                        options.has("n"),
                        options.has("k") || options.has("v"),
                        options.has("v"));
        for (var device : call.os().kernel().bus()) {
            boolean chosen =
                    options.value("d").map(d -> ids(d, device.function())).orElse(true)
                            && options.value("s").map(s -> slot(s, device.address())).orElse(true);
            if (chosen && options.has("m") && options.has("v")) {
                record(call, form, device);
            } else if (chosen && options.has("m")) {
                machine(call, form, device);
            } else if (chosen) {
                person(call, form, device);
            }
        }
        return 0;
    }

    private record Form(
            boolean domain, boolean both, boolean numbers, boolean kernel, boolean verbose) {

        String address(PciAddress address) {
            var text = address.toString();
            return domain ? text : text.substring(5);
        }

        String named(String name, int id) {
            var hex = "%04x".formatted(id);
            return both ? name + " [" + hex + "]" : numbers ? hex : name;
        }
    }

    private static boolean ids(String filter, GuestPciFunction function) {
        var parts = filter.split(":", -1);
        return part(parts, 0, function.ids().vendor())
                && part(parts, 1, function.ids().device())
                && part(parts, 2, function.classCode16());
    }

    private static boolean part(String[] parts, int index, int value) {
        if (parts.length <= index || parts[index].isEmpty() || parts[index].equals("*")) {
            return true;
        }
        var text = parts[index].replaceFirst("^0x", "");
        return text.matches("[0-9a-fA-F]{1,4}") && Integer.parseInt(text, 16) == value;
    }

    /// `[[[domain:]bus:]device][.[function]]`, each part empty or `*` for any (lspci(8)).
    private static boolean slot(String filter, PciAddress address) {
        int dot = filter.lastIndexOf('.');
        var place = dot < 0 ? filter : filter.substring(0, dot);
        var parts = new ArrayList<>(List.of(place.split(":", -1)));
        while (parts.size() < 3) {
            parts.addFirst("");
        }
        return part(parts.toArray(String[]::new), 0, address.segment())
                && part(parts.toArray(String[]::new), 1, address.bus())
                && part(parts.toArray(String[]::new), 2, address.device())
                && part(new String[] {filter.substring(dot + 1)}, 0, dot < 0, address.function());
    }

    private static boolean part(String[] parts, int index, boolean any, int value) {
        return any || part(parts, index, value);
    }

    /// One line for programs: fields in quotes, the revision where there is one.
    private static void machine(Invocation call, Form form, PciDevice device) {
        var f = device.function();
        var ids = f.ids();
        call.line(
                "%s \"%s\" \"%s\" \"%s\"%s%s \"%s\" \"%s\""
                        .formatted(
                                form.address(device.address()),
                                form.named(PciNames.type(f), f.classCode16()),
                                form.named(PciNames.vendor(ids.vendor()), ids.vendor()),
                                form.named(PciNames.device(f), ids.device()),
                                f.revision() == 0 ? "" : " -r%02x".formatted(f.revision()),
                                (f.classCode24() & 0xFF) == 0
                                        ? ""
                                        : " -p%02x".formatted(f.classCode24() & 0xFF),
                                form.named(
                                        PciNames.vendor(ids.subsystemVendor()),
                                        ids.subsystemVendor()),
                                form.named(subsystem(f), ids.subsystemDevice())));
    }

    /// `-vmm`: a line for each field.
    private static void record(Invocation call, Form form, PciDevice device) {
        var f = device.function();
        var ids = f.ids();
        call.line("Slot:\t" + form.address(device.address()));
        call.line("Class:\t" + form.named(PciNames.type(f), f.classCode16()));
        call.line("Vendor:\t" + form.named(PciNames.vendor(ids.vendor()), ids.vendor()));
        call.line("Device:\t" + form.named(PciNames.device(f), ids.device()));
        call.line(
                "SVendor:\t"
                        + form.named(
                                PciNames.vendor(ids.subsystemVendor()), ids.subsystemVendor()));
        call.line("SDevice:\t" + form.named(subsystem(f), ids.subsystemDevice()));
        if (f.revision() != 0) {
            call.line("Rev:\t%02x".formatted(f.revision()));
        }
        if (form.kernel()) {
            device.driver().ifPresent(name -> call.line("Driver:\t" + name));
            call.os().modules().drivers(device).forEach(m -> call.line("Module:\t" + m));
        }
        call.line("");
    }

    private static String subsystem(GuestPciFunction function) {
        return "Device %04x".formatted(function.ids().subsystemDevice());
    }

    private static void person(Invocation call, Form form, PciDevice device) {
        var f = device.function();
        var address = form.address(device.address());
        var ids = f.ids().vendorDevice();
        String what;
        if (form.numbers() && !form.both()) {
            what = "%s %04x: %s".formatted(address, f.classCode16(), ids);
        } else {
            var type = PciNames.type(f) + (form.both() ? " [%04x]".formatted(f.classCode16()) : "");
            var name = PciNames.vendor(f.ids().vendor()) + " " + PciNames.device(f);
            what = address + " " + type + ": " + name + (form.both() ? " [" + ids + "]" : "");
        }
        call.line(what + (f.revision() == 0 ? "" : " (rev %02x)".formatted(f.revision())));
        if (form.kernel()) {
            call.line("\tSubsystem: " + subsystem(form, f));
        }
        if (form.verbose()) {
            regions(call, f);
        }
        if (form.kernel()) {
            kernel(call, device);
        }
        if (form.verbose()) {
            call.line("");
        }
    }

    private static String subsystem(Form form, GuestPciFunction function) {
        var ids = function.ids();
        var numbers = "%04x:%04x".formatted(ids.subsystemVendor(), ids.subsystemDevice());
        if (form.numbers() && !form.both()) {
            return numbers;
        }
        var vendor = PciNames.vendor(ids.subsystemVendor());
        return form.both()
                ? vendor + " Device [" + numbers + "]"
                : vendor + " " + subsystem(function);
    }

    private static void regions(Invocation call, GuestPciFunction function) {
        boolean whole = function.barsAssigned();
        call.line("\tControl: I/O+ Mem" + (whole ? "+" : "-") + " BusMaster" + (whole ? "+" : "-"));
        for (var bar : function.bars()) {
            if (bar.base().isPresent()) {
                call.line(region(bar, whole));
            }
        }
    }

    private static String region(GuestBar bar, boolean enabled) {
        return "\tRegion %d: Memory at %08x (%d-bit, %sprefetchable) %s[size=%s]"
                .formatted(
                        bar.bar().index(),
                        bar.base().orElse(0),
                        bar.bar().width() == Width.BITS_64 ? 64 : 32,
                        bar.bar().prefetchable() ? "" : "non-",
                        enabled ? "" : "[disabled] ",
                        bar.bar()
                                .size()
                                .toString()
                                .replace(" GiB", "G")
                                .replace(" MiB", "M")
                                .replace(" KiB", "K"));
    }

    private static void kernel(Invocation call, PciDevice device) {
        device.driver().ifPresent(name -> call.line("\tKernel driver in use: " + name));
        var modules = call.os().modules().drivers(device);
        if (!modules.isEmpty()) {
            var first = device.nvidiaGpu() ? "nvidiafb, " : "";
            call.line("\tKernel modules: " + first + String.join(", ", modules));
        }
    }
}
