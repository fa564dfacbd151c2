package dev.thruway.cli;

import dev.thruway.domain.spec.Spec;
import dev.thruway.engine.Engine;
import dev.thruway.engine.journal.Journal;

/// Makes engines. The composition root implements it; commands do not know how machines are
/// reached.
public interface Engines {

    /// The loop for one file. Nothing is contacted before the first look.
    Engine open(Spec spec);

    /// What was done on this computer.
    Journal journal();
}
