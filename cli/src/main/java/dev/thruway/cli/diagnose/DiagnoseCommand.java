package dev.thruway.cli.diagnose;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.failure.Diagnosis;
import dev.thruway.knowledge.failure.FailureRules;
import dev.thruway.knowledge.failure.LineKind;
import dev.thruway.knowledge.failure.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Explains what files say, offline.
@CommandLine.Command(name = "diagnose")
public final class DiagnoseCommand implements Command {

    /// Of each file; a vmware.log is a few megabytes, and is thrown over by ESXi before it is many.
    private static final long MAX_BYTES = 1L << 30;

    private static final String STANDARD_INPUT = "-";

    private final CommandContext context;
    private long lines;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<String> files = new ArrayList<>();

    public DiagnoseCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        files.forEach(this::requireReadable);
        var diagnosis = new Diagnosis(FailureRules.builtIn());
        files.forEach(file -> read(file, diagnosis));
        var findings = diagnosis.findings();
        if (context.options().output().isDocument()) {
            var parts = findings.stream().map(f -> FindingText.document(context, f)).toList();
            context.print(Document.withSchema().with("findings", parts));
        } else {
            context.console().result(text(findings));
        }
        return ExitCode.DONE;
    }

    private String text(List<Finding> findings) {
        return findings.isEmpty()
                ? context.say("diagnose.nothing", "lines", lines)
                : FindingText.of(context, findings);
    }

    /// Also a pipe is read, such as the shell's for `<(ssh host dmesg)`.
    private void requireReadable(String name) {
        if (name.equals(STANDARD_INPUT)) {
            return;
        }
        var file = path(name).filter(f -> !name.isEmpty() && Files.exists(f));
        if (file.isEmpty()) {
            throw new Failure(ExitCode.USAGE, Phrase.of("diagnose.no-such-file", "file", name));
        }
        if (Files.isDirectory(file.get())) {
            throw new Failure(ExitCode.USAGE, Phrase.of("diagnose.is-folder", "file", name));
        }
    }

    private Optional<Path> path(String name) {
        try {
            return Optional.of(context.surroundings().workingDirectory().resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void read(String name, Diagnosis diagnosis) {
        try {
            if (name.equals(STANDARD_INPUT)) {
                read(name, context.surroundings().stdin(), diagnosis);
            } else {
                try (var in = Files.newInputStream(path(name).orElseThrow())) {
                    read(name, in, diagnosis);
                }
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, Phrase.of("diagnose.not-readable", "file", name), e);
        }
    }

    private void read(String name, InputStream in, Diagnosis diagnosis) throws IOException {
        var reader = new BoundedLines(LogBytes.of(name, in), MAX_BYTES);
        long number = 0;
        for (var line = reader.next(); line != null; line = reader.next()) {
            number++;
            diagnosis.add(new LogLine(name, LineKind.ANY, number, line));
        }
        lines += number;
        if (number == 0) {
            context.console().note(context.say("diagnose.empty", "file", name));
        }
        if (reader.stoppedEarly()) {
            context.console().note(context.say("diagnose.too-long", "file", name));
        }
    }
}
