package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// nvidia-smi: the table, `-L`, `-q -x`, and `--query-gpu`.
final class NvidiaSmi implements Program {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String UNIT = " (MiB|%)$";
    private static final String RULE = "+" + "-".repeat(89) + "+";
    private static final String COLUMNS = "+-----------------------------------------";
    private static final String MIDDLE = "+------------------------+----------------------+";

    @Override
    public int run(Invocation call) {
        return switch (Nvml.ask(call, call.version())) {
            case Nvml.NoDriver() -> {
                call.line(
                        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA"
                                + " driver. Make sure that the latest NVIDIA driver is installed"
                                + " and running.\n");
                yield 9;
            }
            case Nvml.Mismatch(var library) -> {
                call.line("Failed to initialize NVML: Driver/library version mismatch");
                call.line("NVML library version: " + library.replaceFirst("\\.\\d+$", ""));
                yield 18;
            }
            case Nvml.NoDevice() -> {
                call.line("No devices were found");
                yield 6;
            }
            case Nvml.Working working -> print(call, working);
        };
    }

    private static int print(Invocation call, Nvml.Working nvml) {
        var args = call.args();
        if (args.contains("-L") || args.contains("--list-gpus")) {
            list(call, nvml);
            return 0;
        }
        var query = args.stream().filter(a -> a.startsWith("--query-gpu=")).findFirst();
        if (query.isPresent()) {
            return query(call, nvml, query.get().substring("--query-gpu=".length()));
        }
        if (args.contains("-x") || args.contains("--xml-format")) {
            call.print(SmiXml.of(nvml, DATE.format(call.os().clock().now())));
            return 0;
        }
        if (!args.isEmpty() && !args.contains("-q")) {
            call.line(
                    "Invalid combination of input arguments. Please run 'nvidia-smi -h' for help.");
            return 2;
        }
        table(call, nvml);
        return 0;
    }

    private static void list(Invocation call, Nvml.Working nvml) {
        int n = 0;
        for (var gpu : nvml.gpus()) {
            var chip = Nvml.chip(gpu);
            call.line("GPU %d: %s (UUID: %s)".formatted(n++, chip.marketingName(), chip.uuid()));
        }
    }

    private static int query(Invocation call, Nvml.Working nvml, String fields) {
        var format =
                call.args().stream()
                        .filter(a -> a.startsWith("--format="))
                        .map(a -> List.of(a.substring("--format=".length()).split(",")))
                        .findFirst()
                        .orElse(List.of());
        if (!format.contains("csv")) {
            call.line("\"--format=\" switch is missing. Please run 'nvidia-smi -h' for help.");
            return 2;
        }
        var names = Arrays.stream(fields.split(",")).map(String::strip).toList();
        for (var name : names) {
            if (field(nvml, 0, name).isEmpty()) {
                call.line("Field \"%s\" is not a valid field to query.".formatted(name));
                return 2;
            }
        }
        boolean bare = format.contains("nounits");
        if (!format.contains("noheader")) {
            call.line(
                    names.stream()
                            .map(name -> name + unit(field(nvml, 0, name)))
                            .collect(Collectors.joining(", ")));
        }
        for (int i = 0; i < nvml.gpus().size(); i++) {
            int index = i;
            call.line(
                    names.stream()
                            .map(name -> field(nvml, index, name))
                            .map(cell -> bare ? cell.replaceFirst(UNIT, "") : cell)
                            .collect(Collectors.joining(", ")));
        }
        return 0;
    }

    /// What the header says of a column: ` [MiB]`.
    private static String unit(String cell) {
        return cell.matches(".*" + UNIT)
                ? " [" + cell.substring(cell.lastIndexOf(' ') + 1) + "]"
                : "";
    }

    private static String field(Nvml.Working nvml, int index, String name) {
        var gpu = nvml.gpus().get(index);
        var chip = Nvml.chip(gpu);
        var ids = gpu.function().ids();
        return switch (name) {
            case "index" -> Integer.toString(index);
            case "name", "gpu_name" -> chip.marketingName();
            case "uuid", "gpu_uuid" -> chip.uuid();
            case "serial", "gpu_serial" -> chip.serial();
            case "pci.bus_id", "gpu_bus_id" -> Nvml.busId(gpu);
            case "pci.device_id" -> "0x%04X%04X".formatted(ids.device(), ids.vendor());
            case "pci.sub_device_id" ->
                    "0x%04X%04X".formatted(ids.subsystemDevice(), ids.subsystemVendor());
            case "driver_version" -> nvml.driver().version();
            case "vbios_version" -> chip.vbios();
            case "memory.total" -> chip.framebufferMibReported() + " MiB";
            case "memory.used" -> "0 MiB";
            case "memory.free" -> chip.framebufferMibReported() + " MiB";
            case "utilization.gpu" -> "0 %";
            case "temperature.gpu" -> "43";
            case "count" -> Integer.toString(nvml.gpus().size());
            case "persistence_mode" -> "Disabled";
            case "ecc.mode.current" -> "Enabled";
            case "mig.mode.current" -> "[N/A]";
            default -> "";
        };
    }

    private static void table(Invocation call, Nvml.Working nvml) {
        var version = nvml.driver().version();
        call.line(DATE.format(call.os().clock().now()));
        call.line(RULE);
        call.line(
                "| NVIDIA-SMI %-22s Driver Version: %-14s CUDA Version: %-8s |"
                        .formatted(version, version, nvml.cuda()));
        call.line("|" + COLUMNS.substring(1) + MIDDLE);
        call.line(
                "| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile"
                        + " Uncorr. ECC |");
        call.line(
                "| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util "
                        + " Compute M. |");
        call.line(
                "|                                         |                        |             "
                        + "  MIG M. |");
        call.line("|" + COLUMNS.substring(1).replace('-', '=') + MIDDLE.replace('-', '='));
        for (int i = 0; i < nvml.gpus().size(); i++) {
            row(call, i, nvml.gpus().get(i));
        }
        call.line("");
        call.line(RULE);
        call.line("| Processes:" + " ".repeat(78) + "|");
        call.line("|  No running processes found" + " ".repeat(61) + "|");
        call.line(RULE);
    }

    private static void row(Invocation call, int index, PciDevice gpu) {
        var chip = Nvml.chip(gpu);
        call.line(
                "| %3d  %-28.28s   Off |   %s Off |                    0 |"
                        .formatted(index, chip.marketingName(), Nvml.busId(gpu)));
        call.line(
                "| N/A   43C    P8             25W /  350W | %9dMiB / %6dMiB |      0%%     "
                                .formatted(0, chip.framebufferMibReported())
                        + " Default |");
        call.line(
                "|                                         |                        |             "
                        + "     N/A |");
        call.line(COLUMNS + MIDDLE);
    }
}
