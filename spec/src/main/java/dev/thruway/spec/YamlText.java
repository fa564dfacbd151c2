package dev.thruway.spec;

import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// YAML 1.2 text to one tree of nodes, within limits.
///
/// The events are counted before the tree is built, since the library builds it by recursion.
final class YamlText {

    private static final int MAX_CHARACTERS = 8 << 20;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 1_000;

    private YamlText() {}

    /// The root of the only document, or empty after complaining.
    static Optional<Node> read(Source source, Problems problems) {
        var start = Position.startOf(source.name());
        if (source.text().length() > MAX_CHARACTERS) {
            problems.add(start, Phrase.of("spec.file-too-large", "mib", MAX_CHARACTERS >> 20));
            return Optional.empty();
        }
        var settings =
                LoadSettings.builder()
                        .setLabel(source.name())
                        .setSchema(new CoreSchema())
                        .setCodePointLimit(MAX_CHARACTERS)
                        .setMaxAliasesForCollections(MAX_ALIASES)
                        .build();
        try {
            return withinLimits(source, settings, problems)
                    ? compose(source, settings, problems)
                    : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            problems.add(YamlErrors.position(source.name(), e), YamlErrors.phrase(e));
        } catch (ReaderException e) {
            problems.add(
                    YamlErrors.position(source, e.getPosition()),
                    Phrase.of("spec.yaml-bad-character"));
        } catch (YamlEngineException e) {
            problems.add(start, Phrase.of("spec.yaml-syntax"));
        }
        return Optional.empty();
    }

    private static boolean withinLimits(Source source, LoadSettings settings, Problems problems) {
        int depth = 0;
        int aliases = 0;
        for (var event : new Parse(settings).parseString(source.text())) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> aliases++;
                case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
            }
            if (depth > MAX_DEPTH || aliases > MAX_ALIASES) {
                var key = depth > MAX_DEPTH ? "spec.too-deep" : "spec.too-many-aliases";
                problems.add(position(source, event), Phrase.of(key));
                return false;
            }
        }
        return true;
    }

    private static Position position(Source source, Event event) {
        return Value.position(source.name(), event.getStartMark());
    }

    private static Optional<Node> compose(Source source, LoadSettings settings, Problems problems) {
        var documents = new ArrayList<Node>();
        for (var document : new Compose(settings).composeAllFromString(source.text())) {
            documents.add(document);
            if (documents.size() > 1) {
                problems.add(
                        Value.position(source.name(), document.getStartMark()),
                        Phrase.of("spec.several-documents"));
                return Optional.empty();
            }
        }
        if (documents.isEmpty()) {
            problems.add(Position.startOf(source.name()), Phrase.of("spec.empty-file"));
            return Optional.empty();
        }
        return Optional.of(documents.getFirst());
    }
}
