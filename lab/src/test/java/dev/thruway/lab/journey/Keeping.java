package dev.thruway.lab.journey;

import java.util.regex.Pattern;

/// A server that does not show one property, or says that it may not be shown.
record Keeping(String path, String instead) implements InProcess.Tap {

    static Keeping unset(String path) {
        return new Keeping(path, "");
    }

    static Keeping refused(String path) {
        return new Keeping(
                path,
                "<missingSet><path>"
                        + path
                        + "</path><fault><fault xsi:type=\"NoPermission\"/>"
                        + "<localizedMessage>no</localizedMessage></fault></missingSet>");
    }

    @Override
    public String arrives(String answer) {
        return Pattern.compile(
                        "<propSet><name>"
                                + Pattern.quote(path)
                                + "</name>((?:(?!</objects>).)*?)</propSet>"
                                + "((?:(?!</objects>).)*)</objects>",
                        Pattern.DOTALL)
                .matcher(answer)
                .replaceAll("$2" + instead + "</objects>");
    }
}
