package dev.thruway.vsphere.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Removes secrets from what is shown: passwords, session cookies, session keys, licence keys and
/// guestinfo by their names, and the secrets of this client by their values, wherever a server may
/// echo them.
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

    /// The same in a .vmx file, and as vmware.log repeats it.
    private static final Pattern GUESTINFO_LINE =
            Pattern.compile("(?im)^(.{0,200}guestinfo\\.[^=\\r\\n]{0,200}=).*$");

    /// A session that is read as a property.
    private static final Pattern SESSION =
            Pattern.compile("(xsi:type=\"UserSession\"[^>]*>\\s*<key(?: [^>]*)?>)[^<]*(</key>)");

    /// Names of elements, which no server chooses: `password` is one, and a part of it may be
    /// somebody's secret.
    private static final String TAG = "(</?[A-Za-z_][\\w:.-]*)";

    private final Map<String, Pattern> secrets = new ConcurrentHashMap<>();

    /// Keeps a value out of everything from now on, however often XML has escaped it.
    void hide(String secret) {
        if (!secret.isEmpty()) {
            secrets.computeIfAbsent(secret, Redaction::asXmlMayWriteIt);
        }
    }

    private static Pattern asXmlMayWriteIt(String secret) {
        return Pattern.compile(
                secret.codePoints()
                        .mapToObj(c ->
                                switch (c) {
                                    case '&' -> "&(?:amp;|#38;)*";
                                    case '<' -> "(?:<|&(?:amp;)*(?:lt|#60);)";
                                    case '>' -> "(?:>|&(?:amp;)*(?:gt|#62);)";
                                    case '"' -> "(?:\"|&(?:amp;)*(?:quot|#34);)";
                                    case '\'' -> "(?:'|&(?:amp;)*(?:apos|#39);)";
                                    default -> Pattern.quote(Character.toString(c));
                                })
                        .collect(Collectors.joining()));
    }

    /// A text that may repeat a secret.
    String text(String text) {
        var clean = text;
        for (var secret : secrets.values()) {
            clean = secret.matcher(clean).replaceAll(REMOVED);
        }
        return clean;
    }

    /// As [#text], in XML: what it removes leaves XML.
    private String xml(String text) {
        var clean = text;
        for (var secret : secrets.values()) {
            clean =
                    Pattern.compile(TAG + "|" + secret.pattern())
                            .matcher(clean)
                            .replaceAll(m -> m.group(1) == null ? REMOVED : m.group(1));
        }
        return clean;
    }

    String body(String method, String body) {
        var clean = body.startsWith("<?xml") ? xml(body) : text(body);
        var named = ELEMENTS.matcher(clean).replaceAll("$1" + REMOVED + "$3");
        var sessions = SESSION.matcher(named).replaceAll("$1" + REMOVED + "$2");
        var inXml = GUESTINFO.matcher(sessions).replaceAll("$1" + REMOVED + "$2");
        var text =
                method.startsWith("GET ") || method.startsWith("PUT ")
                        ? GUESTINFO_LINE.matcher(inXml).replaceAll("$1 " + REMOVED)
                        : inXml;
        return method.startsWith("Login")
                ? SESSION_KEY.matcher(text).replaceAll("$1" + REMOVED + "$2")
                : text;
    }

    Map<String, String> headers(Map<String, String> headers) {
        var shown = new TreeMap<String, String>();
        headers.forEach((name, value) ->
                shown.put(
                        name,
                        HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? REMOVED : text(value)));
        return shown;
    }
}
