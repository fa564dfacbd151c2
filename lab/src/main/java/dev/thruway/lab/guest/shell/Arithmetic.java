package dev.thruway.lab.guest.shell;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.UnaryOperator;

/// `$((…))`: whole numbers, variables, the operators of C up to `||`.
final class Arithmetic {

    private static final List<List<String>> LEVELS =
            List.of(
                    List.of("||"),
                    List.of("&&"),
                    List.of("==", "!="),
                    List.of("<=", ">=", "<", ">"),
                    List.of("+", "-"),
                    List.of("*", "/", "%"));

    private final String text;
    private final UnaryOperator<String> variables;
    private int at;

    private Arithmetic(String text, UnaryOperator<String> variables) {
        this.text = text;
        this.variables = variables;
    }

    static long evaluate(String text, UnaryOperator<String> variables) {
        if (text.isBlank()) {
            return 0;
        }
        var expression = new Arithmetic(text, variables);
        long value = expression.level(0);
        expression.skipBlanks();
        if (expression.at < text.length()) {
            throw new ShellSyntaxException("arithmetic expression expected: \"" + text + "\"");
        }
        return value;
    }

    private long level(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        long value = level(level + 1);
        for (var operator = taken(level); !operator.isEmpty(); operator = taken(level)) {
            value = operation(operator).applyAsLong(value, level(level + 1));
        }
        return value;
    }

    private String taken(int level) {
        skipBlanks();
        for (var operator : LEVELS.get(level)) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        return "";
    }

    private static LongBinaryOperator operation(String operator) {
        return switch (operator) {
            case "||" -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
            case "&&" -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
            case "==" -> (a, b) -> a == b ? 1 : 0;
            case "!=" -> (a, b) -> a != b ? 1 : 0;
            case "<=" -> (a, b) -> a <= b ? 1 : 0;
            case ">=" -> (a, b) -> a >= b ? 1 : 0;
            case "<" -> (a, b) -> a < b ? 1 : 0;
            case ">" -> (a, b) -> a > b ? 1 : 0;
            case "+" -> Long::sum;
            case "-" -> (a, b) -> a - b;
            case "*" -> (a, b) -> a * b;
            case "/" -> (a, b) -> a / notZero(b);
            default -> (a, b) -> a % notZero(b);
        };
    }

    private static long notZero(long divisor) {
        if (divisor == 0) {
            throw new ShellSyntaxException("division by 0");
        }
        return divisor;
    }

    private long unary() {
        skipBlanks();
        char c = at < text.length() ? text.charAt(at) : '\0';
        if (c == '(') {
            at++;
            long value = level(0);
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != ')') {
                throw new ShellSyntaxException("missing `)' in \"" + text + "\"");
            }
            at++;
            return value;
        }
        if ("-+!".indexOf(c) < 0) {
            return operand();
        }
        at++;
        long value = unary();
        return c == '-' ? -value : c == '+' ? value : value == 0 ? 1 : 0;
    }

    private long operand() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        var word = text.substring(start, at);
        var value = word.matches("[A-Za-z_]\\w*") ? variables.apply(word).strip() : word;
        if (word.isEmpty() || !value.matches("-?\\d{0,18}|0x[0-9a-fA-F]{1,15}")) {
            throw new ShellSyntaxException("operand expected in \"" + text + "\"");
        }
        return value.isEmpty() || value.equals("-")
                ? 0
                : Long.decode(value.replaceFirst("^(-?)0+(?=\\d)", "$1"));
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
