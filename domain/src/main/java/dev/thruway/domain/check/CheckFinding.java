package dev.thruway.domain.check;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One thing that was looked at before the journey.
///
/// @param code stable; where the severity is not OK, `docs/findings` has a page of this name
/// @param cause in whose words something could not be read, where that is the reason
/// @param fix what to do about it; empty where nothing is to be done
/// @param evidence what was read, by name
public record CheckFinding(
        String code,
        Target target,
        Severity severity,
        Phrase message,
        Optional<Phrase> cause,
        Optional<Phrase> fix,
        SortedMap<String, String> evidence) {

    public CheckFinding {
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }

    /// With the sentences of the code, whose places take these alternating names and values.
    static CheckFinding of(CheckCode code, Target target, Object... namesAndValues) {
        return of(code, target, Phrase.of("-", namesAndValues).args());
    }

    static CheckFinding of(CheckCode code, Target target, Map<String, String> args) {
        var values = new TreeMap<>(args);
        values.put("target", target.name());
        return new CheckFinding(
                code.code(),
                target,
                code.severity(),
                new Phrase("check." + code.code(), values),
                Optional.empty(),
                code.severity() == Severity.OK
                        ? Optional.empty()
                        : Optional.of(new Phrase("fix." + code.code(), values)),
                new TreeMap<>());
    }

    CheckFinding because(Phrase why) {
        return new CheckFinding(code, target, severity, message, Optional.of(why), fix, evidence);
    }

    CheckFinding showing(String name, Object value) {
        var all = new TreeMap<>(evidence);
        all.put(name, String.valueOf(value));
        return new CheckFinding(code, target, severity, message, cause, fix, all);
    }

    CheckFinding showing(Map<String, String> found) {
        var all = new TreeMap<>(evidence);
        all.putAll(found);
        return new CheckFinding(code, target, severity, message, cause, fix, all);
    }
}
