package dev.thruway.guest;

/// How a program ended and what it wrote.
public record ExecResult(Exit exit, Output stdout, Output stderr) {

    /// How a program ended.
    public sealed interface Exit {

        /// By itself; 0 is success, 127 no such program, 126 one that could not be started.
        record Code(int code) implements Exit {}

        /// Killed.
        record Signal(String name) implements Exit {}
    }

    /// What a program wrote to one stream.
    ///
    /// @param truncated there was more than the command's limit; `bytes` is the beginning
    public record Output(Bytes bytes, boolean truncated) {}

    public boolean ok() {
        return exit instanceof Exit.Code(int code) && code == 0;
    }

    /// The exit code; 128 and more where it was killed, as a shell says it.
    public int code() {
        return switch (exit) {
            case Exit.Code(int code) -> code;
            case Exit.Signal(String name) -> 128 + number(name);
        };
    }

    private static int number(String signal) {
        return switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            case "QUIT" -> 3;
            case "ABRT" -> 6;
            case "KILL" -> 9;
            case "SEGV" -> 11;
            case "PIPE" -> 13;
            case "TERM" -> 15;
            default -> 0;
        };
    }

    public String stdoutText() {
        return stdout.bytes().text();
    }

    public String stderrText() {
        return stderr.bytes().text();
    }

    /// This result, where it is a success; else an exception with what the program said.
    public ExecResult requireOk(String request) {
        if (!ok()) {
            var said = stderrText().isBlank() ? stdoutText() : stderrText();
            throw new GuestException(
                    request, new GuestFault.Rejected("exit " + code(), said.strip()));
        }
        return this;
    }
}
