package dev.thruway.engine.observe;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.check.PreflightFacts;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.plan.CardInventory;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.capture.CapturedWorld;
import dev.thruway.engine.capture.WorldCapture;
import dev.thruway.engine.host.HostSurvey;
import dev.thruway.engine.preflight.PreflightReader;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A look at every host of one endpoint, for which no file is needed. Closing it logs out.
public final class Survey implements AutoCloseable {

    private final VsphereClient client;

    private Survey(VsphereClient client) {
        this.client = client;
    }

    /// Throws [StepFailed] where the endpoint cannot be logged in to.
    public static Survey of(Supplier<VsphereClient> endpoint) {
        return new Survey(orRefused(endpoint));
    }

    /// One observation a host, by the host's own name, in the inventory's order. Throws
    /// [StepFailed] where the inventory cannot be read.
    public List<ServerObservation> hosts(Knowledge knowledge) {
        return hosts(knowledge, HostSurvey.Kept.ALL);
    }

    /// As [#hosts], of their functions the GPUs only.
    public List<ServerObservation> gpus(Knowledge knowledge) {
        return hosts(knowledge, HostSurvey.Kept.GPUS);
    }

    private List<ServerObservation> hosts(Knowledge knowledge, HostSurvey.Kept kept) {
        return orRefused(
                () -> new HostSurvey(client, f -> CardInventory.isGpu(f, knowledge), kept).read());
    }

    /// What only preflight asks. Throws [StepFailed] where the inventory cannot be read.
    public PreflightFacts facts(Clock clock) {
        return orRefused(() -> PreflightReader.survey(client, clock));
    }

    /// Reads all that a copy of the endpoint needs. Throws [StepFailed] where the inventory cannot
    /// be read.
    ///
    /// @param wanted by the names that a server, its host and its VMs have
    public CapturedWorld capture(Knowledge knowledge, Predicate<Set<String>> wanted) {
        return orRefused(() -> new WorldCapture(knowledge, wanted).endpoint(client));
    }

    private static <T> T orRefused(Supplier<T> read) {
        try {
            return read.get();
        } catch (VsphereException e) {
            throw new StepFailed(Causes.of(e));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
