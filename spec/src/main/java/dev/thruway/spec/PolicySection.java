package dev.thruway.spec;

import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Permission.Answer;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.RebootWindow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `policy`: the same keys for the whole file and for one server.
final class PolicySection {

    private static final List<String> ANSWERS = List.of("ask", "allow", "never");

    private PolicySection() {}

    static Optional<PolicyOverride> policy(Value value) {
        return value.fields("hostReboot", "vmPowerOff", "biosChange", "firmware")
                .map(fields ->
                        new PolicyOverride(
                                fields.optional("hostReboot", PolicySection::hostReboot),
                                fields.optional("vmPowerOff", PolicySection::answer),
                                fields.optional("biosChange", PolicySection::answer),
                                fields.optional("firmware", PolicySection::answer)));
    }

    private static Optional<Answer> answer(Value value) {
        return value.oneOf(ANSWERS).map(word -> Answer.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static Optional<Permission> hostReboot(Value value) {
        if (value.isScalar() || value.isNothing()) {
            return answer(value).map(a -> a);
        }
        return value.fields("window")
                .flatMap(fields -> fields.required("window", PolicySection::window))
                .map(Permission.During::new);
    }

    private static Optional<RebootWindow> window(Value value) {
        var text = value.text();
        var window = text.flatMap(RebootWindow::parse);
        if (text.isPresent() && window.isEmpty()) {
            value.complain("spec.bad-window", "found", Value.quoted(text.get()));
        }
        return window;
    }
}
