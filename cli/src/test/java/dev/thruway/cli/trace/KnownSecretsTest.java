package dev.thruway.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {

    private static final String SECRET = "pass&<w>\"o'r\\d %+é";

    private final KnownSecrets secrets = new KnownSecrets();

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "pass&amp;&lt;w&gt;\"o'r\\d %+é",
                "pass&amp;&lt;w&gt;&quot;o&apos;r\\d %+é",
                "pass&amp;amp;&amp;lt;w&amp;gt;&amp;quot;o'r\\d %+é",
                "pass&amp;&lt;w&gt;&quot;o'r\\d %+é",
                "pass&<w>\\\"o'r\\\\d %+é",
                "pass%26%3Cw%3E%22o%27r%5Cd+%25%2B%C3%A9",
                "pass%26%3Cw%3E%22o%27r%5Cd%20%25%2B%C3%A9",
            })
    void removesASecretInEveryEscaping(String form) {
        secrets.hide(SECRET.toCharArray());
        assertThat(secrets.removedFrom("a" + form + "z")).isEqualTo("a(removed)z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "user:"})
    void removesASecretFromBase64WhateverStandsBeforeAndBehindIt(String before) {
        secrets.hide("a long enough secret".toCharArray());
        for (var behind : new String[] {"", "1", "12", "123"}) {
            var text = before + "a long enough secret" + behind;
            var base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            var shown = secrets.removedFrom("Basic " + base64);
            assertThat(shown).contains("(removed)");
            assertThat(shown.length()).isLessThan(40);
        }
    }

    @Test
    void removesAKeyLineByLine() {
        var line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
        secrets.hide(("-----BEGIN PRIVATE KEY-----\n" + line + "\nAB==\n").toCharArray());
        assertThat(secrets.removedFrom("key " + line + " AB==")).isEqualTo("key (removed) AB==");
    }

    @Test
    void leavesAVeryShortSecretToTheProtocols() {
        secrets.hide("abc".toCharArray());
        assertThat(secrets.removedFrom("abcde")).isEqualTo("abcde");
    }

    @Test
    void removesTheLongerOfTwoThatBeginAlike() {
        secrets.hide("secret".toCharArray());
        secrets.hide("secret-and-more".toCharArray());
        assertThat(secrets.removedFrom("secret-and-more")).isEqualTo("(removed)");
    }
}
