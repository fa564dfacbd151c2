package dev.thruway.lab.guest.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The commands of sed that people use on one line: `s`, `d`, `p`, with an address or without.
final class SedScript {

    private static final Pattern SUBSTITUTE =
            Pattern.compile("s(.)(.*?)(?<!\\\\)\\1(.*?)(?<!\\\\)\\1([gIp]*)");
    private static final Pattern ADDRESSED =
            Pattern.compile("(?:/(.*)/|(\\d+|\\$))?\\s*([dp]|s.*)");

    /// One command.
    private record Edit(String address, char command, Pattern find, String replace, String flags) {}

    private final List<Edit> edits = new ArrayList<>();
    private final boolean quiet;
    private boolean understood = true;

    SedScript(List<String> scripts, boolean extended, boolean quiet) {
        this.quiet = quiet;
        for (var script : scripts) {
            for (var part : script.split(";(?=\\s*(?:s[/|#,]|/|\\d|$))")) {
                parse(part.strip(), extended);
            }
        }
    }

    private void parse(String text, boolean extended) {
        var m = ADDRESSED.matcher(text);
        if (text.isEmpty() || !m.matches()) {
            understood &= text.isEmpty();
            return;
        }
        var address = m.group(2) != null ? m.group(2) : m.group(1) == null ? "" : "/" + m.group(1);
        if (extended || !address.startsWith("/")) {
            add(address, m.group(3), extended);
        } else {
            add("/" + FilterPrograms.basic(address.substring(1)), m.group(3), false);
        }
    }

    private void add(String address, String command, boolean extended) {
        if (command.length() == 1) {
            edits.add(new Edit(address, command.charAt(0), Pattern.compile(""), "", ""));
            return;
        }
        var s = SUBSTITUTE.matcher(command);
        if (!s.matches()) {
            understood = false;
            return;
        }
        var regex = extended ? s.group(2) : FilterPrograms.basic(s.group(2));
        int flags = s.group(4).contains("I") ? Pattern.CASE_INSENSITIVE : 0;
        var replacement =
                s.group(3)
                        .replace("$", "\\$")
                        .replaceAll("\\\\([0-9])", "\\$$1")
                        .replaceAll("(?<!\\\\)&", "\\$0")
                        .replace("\\n", "\n");
        edits.add(new Edit(address, 's', Pattern.compile(regex, flags), replacement, s.group(4)));
    }

    boolean understood() {
        return understood;
    }

    String apply(List<String> lines) {
        var out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            boolean deleted = false;
            for (var edit : edits) {
                if (deleted || !addressed(edit.address(), line, i + 1, lines.size())) {
                    continue;
                }
                switch (edit.command()) {
                    case 'd' -> deleted = true;
                    case 'p' -> out.append(line).append('\n');
                    default -> {
                        var m = edit.find().matcher(line);
                        boolean found = m.find();
                        line =
                                edit.flags().contains("g")
                                        ? m.replaceAll(edit.replace())
                                        : m.replaceFirst(edit.replace());
                        if (found && edit.flags().contains("p")) {
                            out.append(line).append('\n');
                        }
                    }
                }
            }
            if (!deleted && !quiet) {
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private static boolean addressed(String address, String line, int number, int last) {
        return address.isEmpty()
                || (address.startsWith("/")
                        && Pattern.compile(address.substring(1)).matcher(line).find())
                || address.equals(Integer.toString(number))
                || (address.equals("$") && number == last);
    }
}
