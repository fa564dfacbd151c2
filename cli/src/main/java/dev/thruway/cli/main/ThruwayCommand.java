package dev.thruway.cli.main;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.GlobalOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `thruway` without a command: says how to start.
@CommandLine.Command(name = "thruway")
final class ThruwayCommand implements Command {

    private final CommandContext context;

    @Mixin private final GlobalOptions options;

    ThruwayCommand(CommandContext context) {
        this.context = context;
        this.options = context.options();
    }

    @Override
    public ExitCode run() {
        context.console().result(context.say("cli.start"));
        return ExitCode.DONE;
    }

    GlobalOptions options() {
        return options;
    }
}
