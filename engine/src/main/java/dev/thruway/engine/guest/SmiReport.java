package dev.thruway.engine.guest;

import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What `nvidia-smi -q -x` prints (nvsmi_device v12 and v13). Its DTD is never loaded. MIG parts
/// repeat memory blocks deeper in the tree, so values are taken by their full path.
final class SmiReport {

    private static final int LENGTH_LIMIT = 4 << 20;

    private SmiReport() {}

    /// Empty where it is not such a report.
    static Optional<List<SmiGpu>> parse(String xml) {
        if (xml.length() > LENGTH_LIMIT) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(xml));
        } catch (XMLStreamException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static List<SmiGpu> read(String xml) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var reader = factory.createXMLStreamReader(new StringReader(xml));
        var path = new ArrayDeque<String>();
        var log = new HashMap<String, String>();
        var gpus = new ArrayList<Map<String, String>>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(reader.getLocalName());
                    if (where(path).equals("nvidia_smi_log/gpu")) {
                        gpus.add(new HashMap<>(Map.of("id", id(reader))));
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    var at =
                            gpus.isEmpty() || !where(path).contains("/gpu/") ? log : gpus.getLast();
                    at.merge(where(path), reader.getText(), String::concat);
                }
                case XMLStreamConstants.END_ELEMENT -> path.removeLast();
                default -> {}
            }
        }
        return gpus.stream().map(gpu -> gpu(log, gpu)).toList();
    }

    private static String where(Deque<String> path) {
        return String.join("/", path);
    }

    private static String id(XMLStreamReader reader) {
        var id = reader.getAttributeValue(null, "id");
        return id == null ? "" : id;
    }

    private static SmiGpu gpu(Map<String, String> log, Map<String, String> gpu) {
        return new SmiGpu(
                PciAddress.parse(gpu.getOrDefault("id", "")),
                text(gpu, "product_name"),
                text(gpu, "uuid"),
                Optional.of(text(gpu, "serial")).filter(s -> s.matches("\\d{1,32}")),
                mib(text(gpu, "fb_memory_usage/total")),
                log.getOrDefault("nvidia_smi_log/driver_version", "").strip(),
                log.getOrDefault("nvidia_smi_log/cuda_version", "").strip(),
                ids(text(gpu, "pci/pci_device_id"), text(gpu, "pci/pci_sub_system_id")));
    }

    private static String text(Map<String, String> gpu, String path) {
        return gpu.getOrDefault("nvidia_smi_log/gpu/" + path, "").strip();
    }

    /// `46068 MiB`; 0 where it says `[N/A]`.
    private static long mib(String text) {
        return text.matches("\\d{1,9} MiB") ? Long.parseLong(text.replace(" MiB", "")) : 0;
    }

    /// Device then vendor in one number, `26B910DE`; the subsystem the same way.
    private static Optional<PciIds> ids(String device, String subsystem) {
        var d = device.replaceFirst("^0[xX]", "");
        var s = subsystem.replaceFirst("^0[xX]", "");
        if (!d.matches("[0-9A-Fa-f]{8}") || !s.matches("[0-9A-Fa-f]{8}")) {
            return Optional.empty();
        }
        return Optional.of(
                new PciIds(
                        Integer.parseInt(d.substring(4), 16),
                        Integer.parseInt(d.substring(0, 4), 16),
                        Integer.parseInt(s.substring(4), 16),
                        Integer.parseInt(s.substring(0, 4), 16)));
    }
}
