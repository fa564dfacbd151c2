package dev.thruway.knowledge.data;

import dev.thruway.domain.text.Phrase;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// YAML to a tree of nodes; what a user wrote, within limits.
final class DataText {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 100;

    private DataText() {}

    /// A text that comes with Thruway.
    static Node root(String file, String yaml) {
        return root(file, yaml, settings(file), false);
    }

    /// A text that anybody may have written.
    static Node foreignRoot(String file, String yaml) {
        if (yaml.length() > MAX_CHARACTERS) {
            throw new BadData(
                    Place.startOf(file), Phrase.of("data.too-large", "kib", MAX_CHARACTERS >> 10));
        }
        return root(file, yaml, settings(file), true);
    }

    private static LoadSettings settings(String file) {
        return LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
    }

    private static Node root(String file, String yaml, LoadSettings settings, boolean foreign) {
        try {
            if (foreign) {
                requireShallow(file, yaml, settings);
            }
            return new Compose(settings)
                    .composeString(yaml)
                    .orElseThrow(
                            () -> new BadData(Place.startOf(file), Phrase.of("data.empty-file")));
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            throw new BadData(Place.at(file, mark), Phrase.of("data.yaml-syntax"), e);
        } catch (YamlEngineException e) {
            throw new BadData(Place.startOf(file), Phrase.of("data.yaml-syntax"), e);
        }
    }

    /// The library builds the tree by recursion, so the depth is counted first.
    private static void requireShallow(String file, String yaml, LoadSettings settings) {
        int depth = 0;
        for (var event : new Parse(settings).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {
                    // Neither opens nor closes anything.
                }
            }
            if (depth > MAX_DEPTH) {
                throw new BadData(
                        Place.at(file, event.getStartMark()),
                        Phrase.of("data.too-deep", "limit", MAX_DEPTH));
            }
        }
    }
}
