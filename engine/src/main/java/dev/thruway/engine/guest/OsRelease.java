package dev.thruway.engine.guest;

import java.util.Map;
import java.util.stream.Collectors;

/// What `/etc/os-release` says (os-release(5)): which distribution, which version.
record OsRelease(String id, String version) {

    static OsRelease parse(String text) {
        Map<String, String> values =
                text.lines()
                        .map(String::strip)
                        .filter(line -> line.indexOf('=') > 0 && !line.startsWith("#"))
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line -> unquote(line.substring(line.indexOf('=') + 1)),
                                        (_, last) -> last));
        return new OsRelease(values.getOrDefault("ID", ""), values.getOrDefault("VERSION_ID", ""));
    }

    private static String unquote(String value) {
        boolean quoted =
                value.length() >= 2
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
