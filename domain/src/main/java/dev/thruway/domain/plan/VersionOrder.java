package dev.thruway.domain.plan;

import java.util.regex.Pattern;

/// The order of versions such as `95.02.66.00.02`: by their parts, numbers as hexadecimal digits of
/// any length, as vBIOS versions use them.
final class VersionOrder {

    private static final Pattern SEPARATOR = Pattern.compile("[^0-9A-Za-z]+");

    private VersionOrder() {}

    static int compare(String a, String b) {
        var left = SEPARATOR.split(a);
        var right = SEPARATOR.split(b);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = part(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int part(String a, String b) {
        var x = stripZeros(a);
        var y = stripZeros(b);
        return x.length() != y.length()
                ? Integer.compare(x.length(), y.length())
                : x.compareToIgnoreCase(y);
    }

    private static String stripZeros(String s) {
        int i = 0;
        while (i < s.length() && s.charAt(i) == '0') {
            i++;
        }
        return s.substring(i);
    }
}
