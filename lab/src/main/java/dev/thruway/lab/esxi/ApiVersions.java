package dev.thruway.lab.esxi;

import java.util.List;
import java.util.stream.Collectors;

/// `vimServiceVersions.xml`: the version of the API that a server speaks, and those before it, as a
/// recorded vCenter 8.0.3 lists them.
final class ApiVersions {

    private static final List<String> KNOWN =
            List.of(
                    "9.1.0.0", "9.0.0.0", "8.0.3.0", "8.0.2.0", "8.0.1.0", "8.0.0.1", "8.0.0.0",
                    "7.0.3.2", "7.0.3.1", "7.0.3.0", "7.0.2.0", "7.0.1.0", "7.0.0.0", "6.9.1",
                    "6.8.7", "6.7.3", "6.7.2", "6.7.1", "6.7", "6.5", "6.0", "5.5", "5.1", "5.0",
                    "4.1", "4.0");

    private ApiVersions() {}

    /// @param version one of the known; those after it are left out
    static String until(String version) {
        int at = KNOWN.indexOf(version);
        if (at < 0) {
            throw new IllegalArgumentException("not a version of the API: " + version);
        }
        return """
        <?xml version="1.0" encoding="UTF-8" ?>
        <namespaces version="1.0">
         <namespace>
          <name>urn:vim25</name>
          <version>%s</version>
          <priorVersions>
        %s
          </priorVersions>
         </namespace>
        </namespaces>
        """
                .formatted(
                        version,
                        KNOWN.subList(at + 1, KNOWN.size()).stream()
                                .map("   <version>%s</version>"::formatted)
                                .collect(Collectors.joining("\n")));
    }
}
