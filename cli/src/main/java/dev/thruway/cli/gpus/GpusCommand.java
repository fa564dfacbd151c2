package dev.thruway.cli.gpus;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.SpecFiles;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Every GPU: where it is, what it is, whether it can be passed through, and which VM has it.
/// Changes nothing, and needs no file: with `GOVC_URL` it asks that endpoint for every host there.
@CommandLine.Command(name = "gpus")
public final class GpusCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    public GpusCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public Set<OutputFormat> formats() {
        return EnumSet.allOf(OutputFormat.class);
    }

    @Override
    public ExitCode run() {
        var knowledge = engines.knowledge();
        var servers = look(knowledge);
        new GpuTable(context, servers, knowledge).print();
        boolean unread = false;
        for (var server : servers) {
            for (var part : List.of(server.host(), server.bmc())) {
                if (part.orElse(null) instanceof Observed.Unknown<?>(Phrase cause)) {
                    context.console().note(server.name() + ": " + context.say(cause));
                    unread = true;
                }
            }
        }
        return unread ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<ServerObservation> look(Knowledge knowledge) {
        boolean govc = !context.surroundings().environment().getOrDefault("GOVC_URL", "").isEmpty();
        try {
            if (context.options().files().isEmpty() && govc) {
                try (var survey = engines.govc()) {
                    return looking(() -> survey.gpus(knowledge));
                }
            }
            var spec = new SpecFiles(context).required().spec();
            try (var engine = engines.open(spec)) {
                return looking(() -> ClusterHosts.withServers(engine.observe(_ -> true)));
            }
        } catch (StepFailed e) {
            throw new Failure(ExitCode.FAILED, e.phrase(), e);
        }
    }

    private <T> T looking(Supplier<T> look) {
        try (var _ = context.console().spinner(context.say("cli.looking"))) {
            return look.get();
        }
    }
}
