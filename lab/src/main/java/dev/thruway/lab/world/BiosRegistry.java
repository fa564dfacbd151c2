package dev.thruway.lab.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The settings that a BIOS knows, with the values that it takes.
public record BiosRegistry(List<Attribute> attributes) {

    static final String PROFILE = "WorkloadProfile";

    private static final BiosRegistry NONE = new BiosRegistry(List.of());

    private static final List<String> ON_OFF = List.of("Enabled", "Disabled");

    private static final Map<String, String> IOMMU_BY_PROFILE =
            Map.of(
                    "GraphicProcessing", "Disabled",
                    "HighPerformanceCompute(HPC)", "Disabled",
                    "LowLatency", "Disabled",
                    "Virtualization-MaxPerformance", "Enabled",
                    "Virtualization-PowerEfficient", "Enabled");

    /// Settings of HPE's servers with AMD processors. Names and values are those of HPE's BIOS
    /// resource definitions for iLO 6 1.70; what the profiles force is that of family A42, as the
    /// registry of A55 is not public.
    private static final BiosRegistry HPE_AMD =
            new BiosRegistry(
                    List.of(
                            new Attribute(
                                    PROFILE,
                                    "Workload Profile",
                                    List.of(
                                            "GeneralPowerEfficientCompute",
                                            "GeneralPeakFrequencyCompute",
                                            "GeneralThroughputCompute",
                                            "Virtualization-PowerEfficient",
                                            "Virtualization-MaxPerformance",
                                            "LowLatency",
                                            "MissionCritical",
                                            "TransactionalApplicationProcessing",
                                            "HighPerformanceCompute(HPC)",
                                            "DecisionSupport",
                                            "GraphicProcessing",
                                            "I/OThroughput",
                                            "Custom"),
                                    Map.of()),
                            new Attribute(
                                    "ProcAmdIoVt",
                                    "AMD I/O Virtualization Technology",
                                    ON_OFF,
                                    IOMMU_BY_PROFILE),
                            new Attribute("Sriov", "SR-IOV", ON_OFF, sriovByProfile()),
                            new Attribute(
                                    "AccessControlService",
                                    "Access Control Service",
                                    ON_OFF,
                                    Map.of()),
                            new Attribute(
                                    "AmdDmaRemapping",
                                    "AMD DMA Remapping",
                                    List.of("Disabled", "Enabled"),
                                    Map.of()),
                            new Attribute(
                                    "VideoOptions",
                                    "Video Options",
                                    List.of("BothVideoEnabled", "OptionalVideoOnly"),
                                    Map.of()),
                            new Attribute(
                                    "ThermalConfig",
                                    "Thermal Configuration",
                                    List.of(
                                            "OptimalCooling",
                                            "IncreasedCooling",
                                            "MaxCooling",
                                            "EnhancedCPUCooling"),
                                    Map.of())));

    /// One setting.
    ///
    /// @param values the first one is the default
    /// @param forced the value that a workload profile holds it at; it cannot be changed then
    public record Attribute(
            String name, String displayName, List<String> values, Map<String, String> forced) {
        public Attribute {
            values = List.copyOf(values);
            forced = Map.copyOf(forced);
        }
    }

    /// Why the BIOS does not take a setting.
    public enum Refused {
        UNKNOWN,
        NOT_A_VALUE,
        READ_ONLY
    }

    public BiosRegistry {
        attributes = List.copyOf(attributes);
    }

    private static Map<String, String> sriovByProfile() {
        var forced = new HashMap<>(IOMMU_BY_PROFILE);
        forced.put("I/OThroughput", "Disabled");
        forced.put("DecisionSupport", "Disabled");
        forced.put("TransactionalApplicationProcessing", "Disabled");
        return forced;
    }

    /// What is known of a server's BIOS; nothing where its maker's is not modelled.
    static BiosRegistry of(Chassis chassis) {
        return chassis.manufacturer().equals("HPE") && chassis.biosFamily().startsWith("A")
                ? HPE_AMD
                : NONE;
    }

    Map<String, String> defaults() {
        var defaults = new TreeMap<String, String>();
        attributes.forEach(a -> defaults.put(a.name(), a.values().getFirst()));
        return defaults;
    }

    /// What a profile holds fixed.
    Map<String, String> forcedBy(String profile) {
        var forced = new TreeMap<String, String>();
        for (var attribute : attributes) {
            var value = attribute.forced().get(profile);
            if (value != null) {
                forced.put(attribute.name(), value);
            }
        }
        return forced;
    }

    /// The wishes that the BIOS does not take, given what is current.
    SortedMap<String, Refused> refused(Map<String, String> current, Map<String, String> wishes) {
        var profile = wishes.getOrDefault(PROFILE, current.getOrDefault(PROFILE, ""));
        var forced = forcedBy(profile);
        var refused = new TreeMap<String, Refused>();
        wishes.forEach((name, value) -> {
            if (!value.equals(forced.getOrDefault(name, value))) {
                refused.put(name, Refused.READ_ONLY);
            } else {
                check(name, value, current).ifPresent(reason -> refused.put(name, reason));
            }
        });
        return refused;
    }

    private Optional<Refused> check(String name, String value, Map<String, String> current) {
        var known = attributes.stream().filter(a -> a.name().equals(name)).findFirst();
        if (known.isEmpty()) {
            return current.containsKey(name) ? Optional.empty() : Optional.of(Refused.UNKNOWN);
        }
        return known.get().values().contains(value)
                ? Optional.empty()
                : Optional.of(Refused.NOT_A_VALUE);
    }
}
