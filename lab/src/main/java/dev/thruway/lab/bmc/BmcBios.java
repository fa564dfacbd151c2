package dev.thruway.lab.bmc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The BIOS settings as the management controller keeps them.
public interface BmcBios {

    Map<String, String> current();

    /// All settings as the next POST would set them.
    Map<String, String> pending();

    /// Remembers settings for the next POST. Nothing is checked here; the BIOS does that.
    void stage(Map<String, String> settings);

    /// What the BIOS made of the settings that were pending last; empty before the first time.
    Optional<Application> applied();

    List<Attribute> registry();

    /// The end of one application of pending settings.
    record Application(Instant at, List<Rejection> rejections) {
        public Application {
            rejections = List.copyOf(rejections);
        }
    }

    /// A setting that the BIOS did not take.
    ///
    /// @param messageId as the BIOS reports it, such as `Base.1.0.PropertyUnknown`
    record Rejection(String attribute, String messageId) {}

    /// One setting that the BIOS knows.
    ///
    /// @param forced values by workload profile that this setting is held at and locked
    record Attribute(
            String name,
            String displayName,
            List<String> values,
            String defaultValue,
            Map<String, String> forced) {
        public Attribute {
            values = List.copyOf(values);
            forced = Map.copyOf(forced);
        }
    }
}
