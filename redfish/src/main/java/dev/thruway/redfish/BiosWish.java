package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What passthrough needs of a BIOS attribute.
///
/// @param name of the whole attribute; some vendors append digits that change with the BIOS
/// @param values that will do, the best one first
record BiosWish(Pattern name, List<String> values) {

    BiosWish {
        values = List.copyOf(values);
    }

    static BiosWish enabled(String name) {
        return new BiosWish(Pattern.compile(Pattern.quote(name)), List.of("Enabled"));
    }

    /// The settings that wishes are about, among those that there are.
    static List<BiosSetting> settings(List<BiosWish> wishes, Map<String, String> attributes) {
        var settings = new ArrayList<BiosSetting>();
        for (var wish : wishes) {
            new TreeMap<>(attributes)
                    .forEach((name, value) -> {
                        if (wish.name().matcher(name).matches()) {
                            settings.add(new BiosSetting(name, value, wish.wanted(value)));
                        }
                    });
        }
        return settings;
    }

    private String wanted(String value) {
        return values.contains(value) ? value : values.getFirst();
    }
}
