package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Approval;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Steps for tests.
final class PlanSteps {

    static final Target HOST = Target.server("host");
    static final Target VM = Target.vm("vm");

    private PlanSteps() {}

    static Step step(Target target, Action action) {
        return new Step(
                action.code() + ":" + target,
                action,
                target,
                Phrase.of("step." + action.code()),
                Phrase.of("condition.test"),
                "path",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Step.Reversal.BY_UNDO,
                Phrase.of("undo." + action.code()),
                Approval.PLAN);
    }

    static Step enable(String address) {
        return step(HOST, new Action.EnablePassthrough(PciAddress.parse(address), ids()));
    }

    static Step disable(String address) {
        return step(HOST, new Action.DisablePassthrough(PciAddress.parse(address), ids()));
    }

    static Step extra(Target vm, String key) {
        return step(vm, new Action.SetExtraConfig(key, "x"));
    }

    static Step powerOn() {
        return step(VM, new Action.PowerOnVm());
    }

    private static PciIds ids() {
        return new PciIds(0x10de, 0x26b9, 0x10de, 0x1851);
    }

    /// A file with servers, each with one VM of the same name, all under one vCenter.
    static Spec underOneVcenter(String... servers) {
        var endpoint =
                new Endpoint(
                        URI.create("https://vc"),
                        "user",
                        new SecretRef.Env("PASSWORD"),
                        new Trust.Insecure());
        return new Spec(
                List.of(new Vcenter("vc", endpoint)),
                Arrays.stream(servers).map(PlanSteps::server).toList(),
                Arrays.stream(servers).map(PlanSteps::vm).toList(),
                Policy.DEFAULT);
    }

    private static Server server(String name) {
        return new Server(
                name,
                Optional.of(new Esxi.UnderVcenter("vc", name)),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                PolicyOverride.NONE);
    }

    private static Vm vm(String server) {
        return new Vm(
                server.equals(HOST.name()) ? VM.name() : server,
                new Placement.OnServer(server),
                Optional.empty(),
                List.of(new GpuWish.Fixed(new CardChoice.OfModel("L40S", 1))),
                Vm.SecureBoot.LEFT_ALONE,
                Vm.FirmwareConversion.NEVER,
                Optional.empty());
    }

    static Step noteRunningVms(String server) {
        return step(Target.server(server), new Action.NoteRunningVms(List.of()));
    }

    static Step shutDown(String vm) {
        return step(Target.vm(vm), new Action.ShutDownVm());
    }

    static Step enter(String server) {
        return step(Target.server(server), new Action.EnterMaintenanceMode(HostUses.Vsan.NONE));
    }

    static Step reboot(String server) {
        return step(Target.server(server), new Action.RebootHost());
    }

    static Step exit(String server) {
        return step(Target.server(server), new Action.ExitMaintenanceMode());
    }
}
