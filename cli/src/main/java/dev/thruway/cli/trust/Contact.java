package dev.thruway.cli.trust;

import dev.thruway.domain.text.Phrase;
import java.util.function.Function;
import java.util.function.Supplier;

/// A machine whose identity the file does not state.
///
/// @param look asks it to show who it is, and nothing else
/// @param remedy how a fingerprint is stated, so that no question is needed
public record Contact(Peer peer, Supplier<Presented> look, Function<String, Phrase> remedy) {

    /// A contact that a file describes.
    ///
    /// @param place the keys under which the file has it, such as `servers.dl385-01.esxi`
    public static Contact inFile(Peer peer, String place, Supplier<Presented> look) {
        var line =
                switch (peer.kind()) {
                    case HTTPS -> "thumbprint";
                    case SSH -> "hostKey";
                };
        return new Contact(
                peer,
                look,
                fingerprint ->
                        Phrase.of(
                                "cli.trust.line-for-file",
                                "place",
                                place,
                                "line",
                                line + ": \"" + fingerprint + "\""));
    }
}
