package dev.thruway.cli.output;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/// Quotes texts that a reader of YAML 1.1 takes for something else: `off` for false (its type
/// `bool`), `0000:41:00.0` for a number to the base of 60 (its type `float`).
final class YamlTexts extends StandardRepresenter {

    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|[-+.]?[0-9][-+.:_,0-9a-fx]*");

    YamlTexts(DumpSettings settings) {
        super(settings);
        var plain = new RepresentString();
        representers.put(
                String.class,
                text ->
                        AMBIGUOUS.matcher(text.toString()).matches()
                                ? representScalar(
                                        Tag.STR, text.toString(), ScalarStyle.DOUBLE_QUOTED)
                                : plain.representData(text));
    }
}
