package dev.thruway.cli.terminal;

/// What came back on a question.
public sealed interface Answer {

    /// What the person typed, without the line end and spaces around it.
    record Typed(String text) implements Answer {}

    /// Nobody was asked: `--no-input`, no terminal, or the input ended.
    record NobodyThere() implements Answer {}
}
