package dev.thruway.cli;

import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.DocumentText;
import dev.thruway.cli.output.Printable;
import dev.thruway.cli.terminal.Console;
import dev.thruway.domain.text.Phrase;
import dev.thruway.words.Words;
import java.util.TreeMap;

/// What a command may use: where it speaks, in which language, and what was asked of all commands.
public record CommandContext(
        Surroundings surroundings, GlobalOptions options, Console console, Words words) {

    /// A sentence in the user's language. Control characters in its values, which may come from
    /// another machine, are made harmless.
    public String say(Phrase phrase) {
        var args = new TreeMap<>(phrase.args());
        args.replaceAll((_, value) -> Printable.of(value));
        phrase.parts().forEach((name, part) -> args.put(name, withoutStop(say(part))));
        return words.say(phrase.key(), args);
    }

    /// A sentence within another one does not end it.
    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("。")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }

    /// As [#say(Phrase)], from a key with alternating names and values.
    public String say(String key, Object... namesAndValues) {
        return say(Phrase.of(key, namesAndValues));
    }

    /// Prints a document as `-o` wants it: JSON, one line of JSON, or YAML.
    public void print(Document document) {
        console.result(
                switch (options.output()) {
                    case JSON -> DocumentText.json(document);
                    case JSONL -> DocumentText.jsonLine(document);
                    case YAML -> DocumentText.yaml(document);
                    case TEXT, WIDE, CSV ->
                            throw new IllegalStateException(
                                    "no document is printed as " + options.output());
                });
    }
}
