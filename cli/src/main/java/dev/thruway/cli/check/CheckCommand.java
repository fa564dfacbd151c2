package dev.thruway.cli.check;

import dev.thruway.cli.Arguments;
import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.check.CheckFinding;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.check.Severity;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.spec.SpecResult;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks at everything that would stop the journey, and says how to mend it. Changes nothing, and
/// needs no file: with `GOVC_URL` it looks at every host of that endpoint.
@CommandLine.Command(name = "check")
public final class CheckCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> typed = new ArrayList<>();

    @Option(names = "--role")
    private boolean role;

    public CheckCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        return role ? roles() : look();
    }

    private ExitCode roles() {
        if (!typed.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE, Phrase.of("check.role.alone", "found", typed.getFirst()));
        }
        var roles = new Roles(context, clusters());
        if (context.options().output().isDocument()) {
            context.print(roles.document());
        } else {
            context.console().result(roles.text());
        }
        return ExitCode.DONE;
    }

    /// By the file, where there is one.
    private Roles.Clusters clusters() {
        var files = new SpecFiles(context);
        var result = context.options().files().isEmpty() ? files.read() : files.required();
        boolean none =
                result instanceof SpecResult.Read read
                        && read.spec().vms().stream()
                                .noneMatch(vm -> vm.placement() instanceof Placement.InCluster);
        return none ? Roles.Clusters.NONE : Roles.Clusters.MAYBE;
    }

    private ExitCode look() {
        var arguments = Arguments.of(context.surroundings(), typed);
        var findings = ofEndpoint(arguments) ? endpoint(arguments) : file(arguments);
        if (context.options().output().isDocument()) {
            context.print(document(findings));
        } else {
            context.console()
                    .result(CheckText.of(context, context.console().resultInk(), findings));
        }
        return isClear(findings) ? ExitCode.DONE : ExitCode.FAILED;
    }

    /// An explicit file wins, then `GOVC_URL`, then the default file.
    private boolean ofEndpoint(Arguments arguments) {
        return context.options().files().isEmpty()
                && arguments.files().isEmpty()
                && !context.surroundings().environment().getOrDefault("GOVC_URL", "").isEmpty();
    }

    private List<CheckFinding> file(Arguments arguments) {
        var files = new SpecFiles(context);
        var spec = files.required(arguments.files()).spec();
        var wanted = Targets.of(spec, arguments.targets());
        try (var engine = engines.reading(files.names(arguments.files())).open(spec, wanted);
                var _ = context.console().spinner(context.say("cli.looking"))) {
            return engine.check(wanted);
        }
    }

    private List<CheckFinding> endpoint(Arguments arguments) {
        var knowledge = engines.knowledge();
        try (var survey = engines.govc();
                var _ = context.console().spinner(context.say("cli.looking"))) {
            var hosts = survey.hosts(knowledge);
            var names = hosts.stream().map(ServerObservation::name).toList();
            var wanted = Targets.among(names, arguments.targets());
            var facts = survey.facts(Clock.SYSTEM);
            return Preflight.ofHosts(hosts, facts, knowledge).stream()
                    .filter(f -> wanted.test(f.target()))
                    .toList();
        } catch (StepFailed e) {
            return Preflight.ofUnreachable("GOVC_URL", e.phrase());
        }
    }

    private static boolean isClear(List<CheckFinding> findings) {
        return findings.stream().noneMatch(f -> f.severity() == Severity.BLOCKER);
    }

    private Document document(List<CheckFinding> findings) {
        return Document.withSchema()
                .with("ok", isClear(findings))
                .with("findings", findings.stream().map(this::document).toList());
    }

    private Document document(CheckFinding finding) {
        return Document.part()
                .with("code", finding.code())
                .with("target", finding.target())
                .with("severity", finding.severity())
                .with("message", context.say(finding.message()))
                .with("cause", finding.cause().map(context::say))
                .with("fix", finding.fix().map(context::say))
                .with("evidence", finding.evidence());
    }
}
