package dev.thruway.vsphere.codec;

import java.util.regex.Pattern;

/// A version of the vSphere API, such as `8.0.2.0`: compared part by part, as numbers.
public record ApiVersion(String text) implements Comparable<ApiVersion> {

    private static final Pattern FORM = Pattern.compile("\\d{1,4}(\\.\\d{1,6}){0,4}");

    /// The oldest that is spoken: vSphere 6.5's, which later ones still understand.
    public static final ApiVersion OLDEST = new ApiVersion("6.5");

    /// The newest that this client's types were read from.
    public static final ApiVersion NEWEST = new ApiVersion("9.1.0.0");

    public ApiVersion {
        if (!isVersion(text)) {
            throw new IllegalArgumentException("not an API version: " + text);
        }
    }

    /// Engineering builds announce names such as `uA046D008`, which are none.
    public static boolean isVersion(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(ApiVersion other) {
        var left = text.split("\\.");
        var right = other.text.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = Integer.compare(part(left, i), part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int part(String[] parts, int i) {
        return i < parts.length ? Integer.parseInt(parts[i]) : 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
