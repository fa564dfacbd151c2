package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Keeps nouveau and nova from loading: a file for modprobe, and an initramfs that holds it.
///
/// Running it twice is safe: the file is replaced by the same, the initramfs rebuilt from it.
final class BlacklistEffect extends GuestEffect {

    BlacklistEffect(GuestShell guest, Knowledge knowledge) {
        super(guest, knowledge);
    }

    @Override
    Look look(GuestObservation seen) {
        return switch (seen.openDrivers().loadable()) {
            case Observed.Unknown<List<String>>(Phrase cause) -> new Look.Unclear(cause);
            case Observed.Known<List<String>>(List<String> none) when none.isEmpty() ->
                    new Look.Settled(Phrase.of("run.nouveau-blocked"));
            case Observed.Known<List<String>> _ ->
                    new Look.NotYet(Phrase.of("run.nouveau-blocking"), Duration.ofSeconds(2));
        };
    }

    @Override
    void change() {
        note(List.of(), List.of(GuestPaths.BLACKLIST));
        put(GuestPaths.BLACKLIST, content());
        rebuildInitramfs();
    }

    private static String content() {
        return OpenDriverReader.MODULES.stream()
                .map(module -> "blacklist " + module + "\n")
                .collect(Collectors.joining("", "", "options nouveau modeset=0\n"));
    }
}
