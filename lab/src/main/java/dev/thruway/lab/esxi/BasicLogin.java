package dev.thruway.lab.esxi;

import dev.thruway.lab.http.LabRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// User and password in the header of a single request. Never part of any text.
record BasicLogin(String user, String password) {

    private static final String SCHEME = "basic ";

    /// Empty where the request has none, or none that can be read.
    static Optional<BasicLogin> of(LabRequest request) {
        return request.header("authorization")
                .filter(h -> h.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(h -> decoded(h.substring(SCHEME.length()).strip()))
                .filter(pair -> pair.indexOf(':') >= 0)
                .map(BasicLogin::split);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(
                    new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BasicLogin split(String pair) {
        int colon = pair.indexOf(':');
        return new BasicLogin(pair.substring(0, colon), pair.substring(colon + 1));
    }

    @Override
    public String toString() {
        return "BasicLogin[user=" + user + "]";
    }
}
