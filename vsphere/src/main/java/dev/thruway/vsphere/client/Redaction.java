package dev.thruway.vsphere.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Removes secrets from what is traced: passwords, session cookies, session keys, licence keys,
/// guestinfo.
final class Redaction {

    private static final String REMOVED = "(removed)";

    private static final Set<String> HEADERS =
            Set.of("cookie", "set-cookie", "authorization", "vmware-api-session-id");

    /// `key` is the session's in a UserSession; as the key of an OptionValue it stands elsewhere,
    /// so it is removed only in answers to a login.
    private static final Pattern ELEMENTS =
            Pattern.compile("(<(password|sessionId|token|licenseKey)(?: [^>]*)?>)[^<]*(</\\2>)");

    private static final Pattern SESSION_KEY = Pattern.compile("(<key(?: [^>]*)?>)[^<]*(</key>)");

    /// What a hypervisor hands to its guest is often a cloud-init file with passwords in it.
    private static final Pattern GUESTINFO =
            Pattern.compile(
                    "(?i)(<key(?: [^>]*)?>guestinfo\\.[^<]*</key>\\s*<value(?:"
                            + " [^>]*)?>)[^<]*(</value>)");

    /// A session that is read as a property.
    private static final Pattern SESSION =
            Pattern.compile("(xsi:type=\"UserSession\"[^>]*>\\s*<key(?: [^>]*)?>)[^<]*(</key>)");

    private Redaction() {}

    static String body(String method, String body) {
        var named = ELEMENTS.matcher(body).replaceAll("$1" + REMOVED + "$3");
        var sessions = SESSION.matcher(named).replaceAll("$1" + REMOVED + "$2");
        var text = GUESTINFO.matcher(sessions).replaceAll("$1" + REMOVED + "$2");
        return method.startsWith("Login")
                ? SESSION_KEY.matcher(text).replaceAll("$1" + REMOVED + "$2")
                : text;
    }

    static Map<String, String> headers(Map<String, String> headers) {
        var shown = new TreeMap<String, String>();
        headers.forEach((name, value) ->
                shown.put(name, HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? REMOVED : value));
        return shown;
    }
}
