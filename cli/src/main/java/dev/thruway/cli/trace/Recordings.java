package dev.thruway.cli.trace;

import dev.thruway.cli.output.Document;
import dev.thruway.cli.trace.Recording.Message;
import dev.thruway.guest.ExecResult.Exit;
import dev.thruway.guest.GuestTrace;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.vsphere.client.WireTrace;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the clients show, in the form of the files.
final class Recordings {

    private static final Pattern STATUS = Pattern.compile("([0-9]{3})(?:, (.*))?");

    private Recordings() {}

    static Recording of(String endpoint, WireTrace.Exchange e) {
        var http =
                new Http(
                        e.request(),
                        e.requestHeaders(),
                        e.requestBody(),
                        e.answer(),
                        e.answerHeaders(),
                        e.answerBody());
        return new Recording(
                "vsphere",
                endpoint,
                e.operation(),
                e.startedAt(),
                e.took(),
                http.index(Document.part().with("operation", e.operation()), e.address()),
                ".http",
                http.requestFile(),
                http.answerFile());
    }

    static Recording of(String endpoint, RedfishTrace.Exchange e) {
        var http =
                new Http(
                        e.request(),
                        e.requestHeaders(),
                        e.requestBody(),
                        e.answer(),
                        e.answerHeaders(),
                        e.answerBody());
        return new Recording(
                "redfish",
                endpoint,
                e.request(),
                e.startedAt(),
                e.took(),
                http.index(Document.part(), e.address()),
                ".http",
                http.requestFile(),
                http.answerFile());
    }

    /// An exchange of HTTP.
    ///
    /// @param request method and path
    /// @param answer the status, perhaps with what happened afterwards, or why there is none
    private record Http(
            String request,
            Map<String, String> requestHeaders,
            String requestBody,
            String answer,
            Map<String, String> answerHeaders,
            String answerBody) {

        Document index(Document start, String address) {
            int space = request.indexOf(' ');
            return start.with("address", address)
                    .with("method", request.substring(0, Math.max(0, space)))
                    .with("path", request.substring(space + 1))
                    .with("requestHeaders", new TreeMap<>(requestHeaders))
                    .with("status", status())
                    .with("answerHeaders", new TreeMap<>(answerHeaders))
                    .with("failure", failure());
        }

        private OptionalInt status() {
            var m = STATUS.matcher(answer);
            return m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
        }

        private Optional<String> failure() {
            var m = STATUS.matcher(answer);
            return m.matches() ? Optional.ofNullable(m.group(2)) : Optional.of(answer);
        }

        Message requestFile() {
            return new Message(request + " HTTP/1.1\n" + lines(requestHeaders), requestBody);
        }

        Message answerFile() {
            return status().isPresent()
                    ? new Message(
                            "HTTP/1.1 " + status().getAsInt() + "\n" + lines(answerHeaders),
                            answerBody)
                    : new Message("no answer: " + answer + "\n", "");
        }

        private static String lines(Map<String, String> headers) {
            var lines = new StringBuilder();
            new TreeMap<>(headers)
                    .forEach((name, value) -> lines.append(name + ": " + value + "\n"));
            return lines.toString();
        }
    }

    /// Without the secrets, before the length of the output is noted.
    static Recording of(String endpoint, GuestTrace.Exchange e, KnownSecrets secrets) {
        var start = Document.part().with("address", e.target());
        var answer =
                e.answer() instanceof GuestTrace.Answer.Ended(var exit, var output, var error)
                        ? new GuestTrace.Answer.Ended(
                                exit, secrets.removedFrom(output), secrets.removedFrom(error))
                        : e.answer();
        return new Recording(
                "ssh",
                endpoint,
                e.request().toString(),
                e.startedAt(),
                e.took(),
                answered(requested(start, e.request()), answer),
                ".txt",
                message(e.request()),
                message(answer));
    }

    private static Document requested(Document index, GuestTrace.Request request) {
        return switch (request) {
            case GuestTrace.Request.Run run ->
                    index.with("operation", "run")
                            .with("argv", run.argv())
                            .with("environment", new TreeMap<>(run.environment()))
                            .with("as", word(run.as()))
                            .with("stdin", !run.input().isEmpty());
            case GuestTrace.Request.Put(var path, _) ->
                    index.with("operation", "put").with("path", path);
            case GuestTrace.Request.Get(var path) ->
                    index.with("operation", "get").with("path", path);
        };
    }

    private static String word(GuestTrace.As as) {
        return switch (as) {
            case LOGIN -> "login";
            case ROOT -> "root";
        };
    }

    private static Document answered(Document index, GuestTrace.Answer answer) {
        return switch (answer) {
            case GuestTrace.Answer.Ended(var exit, var output, _) ->
                    index.with("exit", code(exit))
                            .with("signal", signal(exit))
                            .with("stdoutCharacters", output.length())
                            .with("failure", null);
            case GuestTrace.Answer.Transferred(var content) ->
                    index.with("found", content.isPresent()).with("failure", null);
            case GuestTrace.Answer.None(var why) -> index.with("failure", why);
        };
    }

    private static OptionalInt code(Exit exit) {
        return exit instanceof Exit.Code(int code) ? OptionalInt.of(code) : OptionalInt.empty();
    }

    private static Optional<String> signal(Exit exit) {
        return exit instanceof Exit.Signal(var name) ? Optional.of(name) : Optional.empty();
    }

    private static Message message(GuestTrace.Request request) {
        return switch (request) {
            case GuestTrace.Request.Run run -> new Message(run + "\n", run.input());
            case GuestTrace.Request.Put put -> new Message(put + "\n", put.content());
            case GuestTrace.Request.Get get -> new Message(get + "\n", "");
        };
    }

    /// Standard output and then standard error; the field says where the one ends.
    private static Message message(GuestTrace.Answer answer) {
        return switch (answer) {
            case GuestTrace.Answer.Ended(var exit, var output, var error) ->
                    new Message(
                            "exit: %s\nstdout-characters: %d\n"
                                    .formatted(
                                            signal(exit)
                                                    .orElseGet(() -> "" + code(exit).getAsInt()),
                                            output.length()),
                            output + error);
            case GuestTrace.Answer.Transferred(var content) ->
                    new Message("found: " + content.isPresent() + "\n", content.orElse(""));
            case GuestTrace.Answer.None(var why) -> new Message("no answer: " + why + "\n", "");
        };
    }
}
