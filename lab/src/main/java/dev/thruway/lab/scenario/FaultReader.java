package dev.thruway.lab.scenario;

import dev.thruway.lab.esxi.wire.Schema;
import dev.thruway.lab.fault.Effect;
import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.fault.Instead;
import dev.thruway.lab.fault.SaidFault;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `faults:`, the rules by which the lab's servers fail.
final class FaultReader {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}) ?(ms|s|m)");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9.]*");

    private FaultReader() {}

    static FaultRule rule(Section s) {
        var rule =
                FaultRule.on(s.text("operation"))
                        .at(s.optionalText("endpoint").orElse("*"))
                        .of(s.optionalText("object").orElse("*"))
                        .after(s.optional("after", text -> count(text, 0)).orElse(0))
                        .times(s.optional("count", text -> count(text, 1)).orElse(FaultRule.ALWAYS))
                        .late(s.optional("delay", FaultReader::duration).orElse(Duration.ZERO))
                        .does(effect(s));
        s.end();
        return rule;
    }

    private static Effect effect(Section s) {
        var fault = s.optionalSection("fault").map(FaultReader::fault);
        var asTask = s.optional("asTask", FaultReader::truth);
        var instead = s.optional("instead", Instead::of);
        if (fault.isPresent() && instead.isPresent()) {
            throw s.wrong("either 'fault' or 'instead'");
        }
        if (asTask.isPresent() && fault.isEmpty()) {
            throw s.wrong("the key 'fault' beside 'asTask'");
        }
        return fault.<Effect>map(
                        f -> asTask.orElse(false) ? new Effect.TaskFails(f) : new Effect.Refused(f))
                .or(() -> instead.map(Effect.Replaced::new))
                .orElseGet(Effect.Late::new);
    }

    private static SaidFault fault(Section s) {
        var type = s.value("type", FaultReader::type);
        var message = s.optionalText("message").orElse(type);
        var known = Schema.fields(type);
        var fields = s.optionalSection("fields");
        fields.ifPresent(f -> f.onlyKeys(key -> known.isEmpty() || known.get().contains(key)));
        var fault = new SaidFault(type, message, fields.map(Section::texts).orElse(Map.of()));
        s.end();
        return fault;
    }

    private static String type(String text) {
        if (!TYPE.matcher(text).matches()) {
            throw new IllegalArgumentException("a type such as TaskInProgress, not " + text);
        }
        return text;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false, not " + text);
        };
    }

    private static int count(String text, int least) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException("a number from " + least + " on, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(String text) {
        var m = DURATION.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("a duration such as 5s or 200ms, not " + text);
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            default -> Duration.ofMinutes(n);
        };
    }
}
