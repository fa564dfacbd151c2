package dev.thruway.cli.validate;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.OwnCatalogs;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.spec.Spec;
import dev.thruway.spec.SpecError;
import dev.thruway.spec.SpecResult;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Says whether the file is right, and where it is not. Contacts nothing, and fetches no secret.
@CommandLine.Command(name = "validate")
public final class ValidateCommand implements Command {

    private final CommandContext context;

    @Parameters(paramLabel = "FILE", arity = "0..*")
    private List<String> files = new ArrayList<>();

    public ValidateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        var named = new ArrayList<>(context.options().files());
        named.addAll(files);
        var spec = new SpecFiles(context);
        var result = named.isEmpty() ? spec.read() : spec.read(named);
        var own = new OwnCatalogs(context);
        var _ = own.catalog(named.isEmpty() ? context.options().filesOrDefault() : named);
        if (context.options().output().isDocument()) {
            context.print(document(result));
        }
        return switch (result) {
            case SpecResult.Read read -> accepted(read);
            case SpecResult.Refused(var errors) -> refused(errors);
        };
    }

    private ExitCode accepted(SpecResult.Read read) {
        if (!context.options().output().isDocument()) {
            var spec = read.spec();
            context.console()
                    .result(
                            context.say(
                                    "cli.validate.right",
                                    "files",
                                    String.join(", ", read.files()),
                                    "servers",
                                    spec.servers().size(),
                                    "vms",
                                    spec.vms().size(),
                                    "gpus",
                                    gpus(spec)));
        }
        return ExitCode.DONE;
    }

    private static int gpus(Spec spec) {
        return spec.vms().stream().mapToInt(vm -> vm.gpuCount()).sum();
    }

    private ExitCode refused(List<SpecError> errors) {
        if (!context.options().output().isDocument()) {
            new SpecFiles(context)
                    .lines(errors, context.console().resultInk())
                    .forEach(context.console()::result);
        }
        throw SpecFiles.refused(errors);
    }

    private Document document(SpecResult result) {
        var errors =
                switch (result) {
                    case SpecResult.Read _ -> List.<SpecError>of();
                    case SpecResult.Refused(var found) -> found;
                };
        return Document.withSchema()
                .with("ok", errors.isEmpty())
                .with("errors", errors.stream().map(this::document).toList());
    }

    private Document document(SpecError error) {
        return Document.part()
                .with("file", error.position().file())
                .with("line", error.position().line())
                .with("column", error.position().column())
                .with("reason", error.phrase().key())
                .with("message", context.say(error.phrase()));
    }
}
