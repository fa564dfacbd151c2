package dev.thruway.cli.output;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Documents as text.
public final class DocumentText {

    private DocumentText() {}

    /// JSON on several lines, two spaces a level.
    public static String json(Document document) {
        var indenter = new DefaultIndenter("  ", "\n");
        return json(
                document,
                new DefaultPrettyPrinter()
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter));
    }

    /// JSON on one line.
    public static String jsonLine(Document document) {
        return json(document, null);
    }

    private static String json(Document document, @Nullable PrettyPrinter printer) {
        var context =
                new ObjectWriteContext.Base() {
                    @Override
                    public @Nullable PrettyPrinter getPrettyPrinter() {
                        return printer;
                    }
                };
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(context, text)) {
            write(json, document.fields());
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, field) -> {
                    json.writeName(String.valueOf(key));
                    write(json, field);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Number number -> json.writeNumber(new BigDecimal(number.toString()));
            default -> json.writeString(value.toString());
        }
    }

    /// YAML 1.2 in block style, which a reader of YAML 1.1 takes for the same.
    public static String yaml(Document document) {
        var settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setDereferenceAliases(true)
                        .setUseUnicodeEncoding(true)
                        .build();
        return new Dump(settings, new YamlTexts(settings)).dumpToString(document.fields());
    }
}
