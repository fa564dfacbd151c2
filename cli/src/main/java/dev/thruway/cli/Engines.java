package dev.thruway.cli;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.spec.Spec;
import dev.thruway.engine.Engine;
import dev.thruway.engine.journal.Journal;
import dev.thruway.vsphere.client.VsphereClient;

/// Makes engines. The composition root implements it; commands do not know how machines are
/// reached.
public interface Engines {

    /// The loop for one file. Nothing is contacted before the first look.
    Engine open(Spec spec);

    /// What is known of products.
    Knowledge knowledge();

    /// A session with the endpoint that the `GOVC_*` variables name. Throws
    /// [dev.thruway.vsphere.client.VsphereException], and [Failure] where a variable is wrong.
    VsphereClient govc();

    /// What was done on this computer.
    Journal journal();
}
