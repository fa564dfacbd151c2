package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.ExecResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Removes what Thruway's note in the guest says that it added, and then the note.
///
/// Nothing else goes with it: where a package that came later needs one of ours, a person has to
/// decide. Running it twice is safe: what is gone already is not missed, and the note goes last.
final class RestoreGuestEffect extends GuestEffect {

    RestoreGuestEffect(GuestShell guest, Knowledge knowledge) {
        super(guest, knowledge);
    }

    @Override
    Look look(GuestObservation seen) {
        return seen.before().isEmpty()
                ? new Look.Settled(Phrase.of("run.guest-restored"))
                : new Look.NotYet(Phrase.of("run.guest-restoring"), Duration.ofSeconds(2));
    }

    @Override
    void change() {
        var before = read().before();
        if (before.isEmpty()) {
            return;
        }
        purge(before.get().addedPackages());
        boolean blacklisted = !before.get().writtenFiles().isEmpty();
        for (var file : before.get().writtenFiles()) {
            mustRoot("rm", "-f", "--", file);
        }
        if (blacklisted) {
            rebuildInitramfs();
        }
        mustRoot("rm", "-rf", "--", GuestPaths.STATE);
    }

    private void purge(List<String> packages) {
        if (packages.isEmpty()) {
            return;
        }
        var simulated = purge("-s", packages);
        var others = new ArrayList<>(new AptSimulation(simulated.stdoutText()).going());
        others.removeAll(packages);
        if (!others.isEmpty()) {
            throw new StepFailed(
                    Phrase.of("run.purge-would-remove", "others", String.join(" ", others)));
        }
        purge("-y", packages);
    }

    private ExecResult purge(String option, List<String> packages) {
        var arguments = new ArrayList<>(List.of(option, "purge"));
        arguments.addAll(packages);
        return mustApt(arguments);
    }
}
