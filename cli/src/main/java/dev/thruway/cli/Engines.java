package dev.thruway.cli;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.spec.Spec;
import dev.thruway.engine.Engine;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.observe.Survey;
import java.util.List;
import java.util.function.Predicate;

/// Makes engines. The composition root implements it; commands do not know how machines are
/// reached.
public interface Engines {

    /// The loop for one file, all of it.
    default Engine open(Spec spec) {
        return open(spec, _ -> true);
    }

    /// The loop for one file, of which some targets are wanted. Machines that nothing speaks for
    /// are asked about here, before the first look; throws [Failure] where one is not accepted.
    Engine open(Spec spec, Predicate<Target> wanted);

    /// The same, for files that were named otherwise than by `-f`: the user's own GPU catalog is
    /// read beside them.
    Engines reading(List<String> files);

    /// What is known of products, the user's own GPU catalog included. Throws [Failure] where that
    /// is wrong.
    Knowledge knowledge();

    /// A look at the endpoint that the `GOVC_*` variables name. Throws
    /// [dev.thruway.engine.run.StepFailed], and [Failure] where a variable is wrong or the endpoint
    /// is not accepted.
    Survey govc();

    /// What was done on this computer.
    Journal journal();

    /// The user and the computer, as marks and journal name them, such as `tanaka@admin-pc`.
    String who();
}
