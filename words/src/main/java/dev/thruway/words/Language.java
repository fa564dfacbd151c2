package dev.thruway.words;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A language that Thruway speaks.
public enum Language {
    EN("en", Locale.ENGLISH),
    JA("ja", Locale.JAPANESE);

    private final String code;
    private final Locale locale;

    Language(String code, Locale locale) {
        this.code = code;
        this.locale = locale;
    }

    /// As `--lang` takes it and as bundle files are named: `en`, `ja`.
    public String code() {
        return code;
    }

    public Locale locale() {
        return locale;
    }

    /// All codes.
    public static List<String> codes() {
        return Stream.of(values()).map(Language::code).toList();
    }

    /// The language of a code, empty where Thruway does not speak it.
    public static Optional<Language> ofCode(String code) {
        return Stream.of(values()).filter(l -> l.code.equalsIgnoreCase(code)).findFirst();
    }

    /// The language that the environment asks for: the first of `LC_ALL`, `LC_MESSAGES`, `LANG`
    /// that is not empty decides (POSIX.1-2017, XBD 8.2), and what is not Japanese is English.
    public static Language fromLocale(Map<String, String> environment) {
        var locale =
                Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                        .map(name -> environment.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("");
        return locale.matches("(?i)ja([_.@-].*)?|japanese.*") ? JA : EN;
    }
}
