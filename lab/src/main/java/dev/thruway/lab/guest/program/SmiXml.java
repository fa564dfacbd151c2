package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.kernel.PciDevice;

/// The report of `nvidia-smi -q -x`, as far as programs read it: form 12 up to branch 580, 13
/// after.
final class SmiXml {

    private SmiXml() {}

    static String of(Nvml.Working nvml, String timestamp) {
        int branch = Integer.parseInt(nvml.driver().version().split("\\.")[0]);
        var out =
                new StringBuilder("<?xml version=\"1.0\" ?>\n<!DOCTYPE nvidia_smi_log SYSTEM \"")
                        .append(branch > 580 ? "nvsmi_device_v13.dtd" : "nvsmi_device_v12.dtd")
                        .append("\">\n<nvidia_smi_log>\n");
        line(out, 1, "timestamp", timestamp);
        line(out, 1, "driver_version", nvml.driver().version());
        line(out, 1, "cuda_version", nvml.cuda());
        line(out, 1, "attached_gpus", Integer.toString(nvml.gpus().size()));
        for (int i = 0; i < nvml.gpus().size(); i++) {
            gpu(out, i, nvml.gpus().get(i));
        }
        return out.append("</nvidia_smi_log>\n").toString();
    }

    private static void gpu(StringBuilder out, int index, PciDevice gpu) {
        var chip = Nvml.chip(gpu);
        var ids = gpu.function().ids();
        out.append("\t<gpu id=\"").append(Nvml.busId(gpu)).append("\">\n");
        line(out, 2, "product_name", chip.marketingName());
        line(out, 2, "persistence_mode", "Disabled");
        line(out, 2, "serial", chip.serial());
        line(out, 2, "uuid", chip.uuid());
        line(out, 2, "minor_number", Integer.toString(index));
        line(out, 2, "vbios_version", chip.vbios());
        out.append("\t\t<pci>\n");
        line(out, 3, "pci_device_id", "%04X%04X".formatted(ids.device(), ids.vendor()));
        line(out, 3, "pci_bus_id", Nvml.busId(gpu));
        line(
                out,
                3,
                "pci_sub_system_id",
                "%04X%04X".formatted(ids.subsystemDevice(), ids.subsystemVendor()));
        out.append("\t\t</pci>\n\t\t<fb_memory_usage>\n");
        line(out, 3, "total", chip.framebufferMibReported() + " MiB");
        line(out, 3, "used", "0 MiB");
        out.append("\t\t</fb_memory_usage>\n\t</gpu>\n");
    }

    private static void line(StringBuilder out, int depth, String name, String text) {
        out.append("\t".repeat(depth))
                .append('<')
                .append(name)
                .append('>')
                .append(text.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</")
                .append(name)
                .append(">\n");
    }
}
