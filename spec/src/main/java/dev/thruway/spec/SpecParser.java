package dev.thruway.spec;

import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The texts of all files to one spec. Pure.
final class SpecParser {

    private final Path home;

    SpecParser(Path home) {
        this.home = home;
    }

    /// Adds every error of every file to `problems`; the answer is of use only where there is none.
    SpecResult parse(List<Source> sources, Problems problems) {
        var files = new ArrayList<SpecFile>();
        for (var source : sources) {
            YamlText.read(source, problems)
                    .map(node ->
                            new Value(
                                    new FileReading(source, home, problems),
                                    node,
                                    "",
                                    Position.startOf(source.name())))
                    .flatMap(SpecFile::read)
                    .ifPresent(files::add);
        }
        if (files.size() == sources.size()) {
            new References(files, problems).check();
        }
        var order = sources.stream().map(Source::name).toList();
        return problems.isEmpty() ? read(files, order) : refused(problems, order);
    }

    private static SpecResult read(List<SpecFile> files, List<String> names) {
        var vcenters = new ArrayList<Vcenter>();
        var servers = new ArrayList<Server>();
        var vms = new ArrayList<Vm>();
        var policy = Policy.DEFAULT;
        for (var file : files) {
            vcenters.addAll(file.vcenters());
            servers.addAll(file.servers());
            vms.addAll(file.vms());
            policy = policy.overriddenBy(file.policy());
        }
        return new SpecResult.Read(
                new Spec(vcenters, servers, vms, policy),
                Positions.merged(files.stream().map(SpecFile::positions).toList()),
                names);
    }

    static SpecResult refused(Problems problems, List<String> order) {
        return new SpecResult.Refused(
                problems.all().stream()
                        .sorted(
                                Comparator.<SpecError>comparingInt(
                                                e -> order.indexOf(e.position().file()))
                                        .thenComparingInt(e -> e.position().line())
                                        .thenComparingInt(e -> e.position().column()))
                        .toList());
    }
}
