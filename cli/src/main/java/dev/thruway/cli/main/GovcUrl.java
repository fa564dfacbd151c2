package dev.thruway.cli.main;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.text.Phrase;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The value of `GOVC_URL`, read as govc reads it (govmomi, `soap.ParseURL`): the scheme and `/sdk`
/// may be left out, what stands before the last `@` is the user, with `%` escapes.
///
/// A backslash of a Windows domain is taken as it is, where govc wants `%5C`. No error repeats the
/// text, for it may hold a password.
///
/// @param server scheme, host and port
/// @param user empty where there is none
/// @param password empty where there is none
record GovcUrl(URI server, String user, String password) {

    private static final Pattern SCHEME = Pattern.compile("^\\w+://");
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%25[\\w.~-]+)?]|[\\w.-]+)(?::([0-9]{0,5}))?");

    /// Never with the password.
    @Override
    public String toString() {
        return server.toString();
    }

    static GovcUrl parse(String text) {
        var scheme = SCHEME.matcher(text);
        var rest = text;
        if (scheme.find()) {
            if (!scheme.group().equalsIgnoreCase("https://")) {
                throw wrong("cli.govc.not-https");
            }
            rest = text.substring(scheme.end());
        }
        var authority = rest.split("[/?#]", 2)[0];
        int at = authority.lastIndexOf('@');
        var info = at < 0 ? "" : authority.substring(0, at);
        int colon = info.indexOf(':');
        return new GovcUrl(
                server(authority.substring(at + 1)),
                unescaped(colon < 0 ? info : info.substring(0, colon)),
                unescaped(colon < 0 ? "" : info.substring(colon + 1)));
    }

    private static URI server(String hostAndPort) {
        var m = HOST.matcher(hostAndPort);
        if (!m.matches()) {
            throw wrong("cli.govc.no-host");
        }
        var port = m.group(2);
        if (port == null || port.isEmpty()) {
            return URI.create("https://" + m.group(1));
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 0xFFFF) {
            throw wrong("cli.govc.no-host");
        }
        return URI.create("https://" + m.group(1) + ":" + number);
    }

    private static String unescaped(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                int end = text.offsetByCodePoints(i, 1);
                bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            } else if (text.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                throw wrong("cli.govc.bad-escape");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Failure wrong(String key) {
        return new Failure(ExitCode.USAGE, Phrase.of(key));
    }
}
