package dev.thruway.lab.guest.program;

import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.guest.GuestBar;
import dev.thruway.lab.guest.GuestPciFunction;
import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.util.Locale;

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
            if (chosen && options.has("m")) {
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

    private static boolean slot(String filter, PciAddress address) {
        return PciAddress.tryParse(filter)
                .map(address::equals)
                .orElseGet(() -> address.toString().contains(filter.toLowerCase(Locale.ROOT)));
    }

    private static void machine(Invocation call, Form form, PciDevice device) {
        var f = device.function();
        call.line(
                "%s \"%s\" \"%s\" \"%s\" -r%02x \"%s\" \"%s\""
                        .formatted(
                                form.address(device.address()),
                                form.named(PciNames.type(f), f.classCode16()),
                                form.named(PciNames.vendor(f), f.ids().vendor()),
                                form.named(PciNames.device(f), f.ids().device()),
                                f.revision(),
                                form.named(PciNames.vendor(f), f.ids().subsystemVendor()),
                                form.named(
                                        "Device %04x".formatted(f.ids().subsystemDevice()),
                                        f.ids().subsystemDevice())));
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
            var name = PciNames.vendor(f) + " " + PciNames.device(f);
            what = address + " " + type + ": " + name + (form.both() ? " [" + ids + "]" : "");
        }
        call.line(what + " (rev %02x)".formatted(f.revision()));
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

    private static void regions(Invocation call, GuestPciFunction function) {
        call.line(
                "\tSubsystem: Device [%04x:%04x]"
                        .formatted(
                                function.ids().subsystemVendor(),
                                function.ids().subsystemDevice()));
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
