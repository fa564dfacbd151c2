package dev.thruway.cli.completion;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.OutputFormat;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the completion script of a shell.
@CommandLine.Command(name = "completion")
public final class CompletionCommand implements Command {

    /// A shell that can be taught.
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CommandContext context;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", index = "0")
    private Shell shell = Shell.BASH;

    public CompletionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Set<OutputFormat> formats() {
        return EnumSet.of(OutputFormat.TEXT);
    }

    @Override
    public ExitCode run() {
        if (spec == null) {
            throw new IllegalStateException("run without picocli");
        }
        var root = spec.root().commandLine();
        context.console()
                .result(
                        switch (shell) {
                            case BASH -> AutoComplete.bash("thruway", root);
                            case ZSH -> "#compdef thruway\n" + AutoComplete.bash("thruway", root);
                            case FISH -> FishScript.of(root);
                        });
        return ExitCode.DONE;
    }
}
