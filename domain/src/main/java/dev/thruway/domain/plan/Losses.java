package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/// What one VM loses, or has to know, by the steps of a plan.
final class Losses {

    /// While it holds a passthrough device (vSphere 8.0 documentation, DirectPath I/O
    /// restrictions): vMotion, HA restart elsewhere, snapshots while running and the backups that
    /// need them, memory overcommit.
    private static final List<String> FIXED = List.of("vmotion", "ha", "snapshots", "overcommit");

    /// HA can restart it where a matching card is free; Enterprise Plus (vSphere 7.0
    /// documentation).
    private static final List<String> DYNAMIC =
            List.of("vmotion", "dynamic-ha", "snapshots", "overcommit", "dynamic-licence");

    private Losses() {}

    static List<Consequence> of(Context context, String vm, List<Step> steps) {
        return Stream.concat(
                        of(vm, steps, hasVirtualTpm(context, vm)).stream(),
                        context.cards().place(vm).stream()
                                .filter(_ -> steps.stream().anyMatch(Losses::starts))
                                .flatMap(place -> ClusterLosses.of(vm, place).stream()))
                .toList();
    }

    private static boolean changesBoot(Step step) {
        return step.action() instanceof Action.SetFirmware
                || step.action() instanceof Action.SetSecureBoot;
    }

    private static boolean starts(Step step) {
        return step.action() instanceof Action.PowerOnVm;
    }

    private static boolean hasVirtualTpm(Context context, String vm) {
        return context.vm(vm)
                .flatMap(seen -> seen.state().known())
                .flatMap(state -> state)
                .filter(VmState::virtualTpm)
                .isPresent();
    }

    /// @param tpm whether it has a virtual TPM, to which another firmware or Secure Boot state
    ///   gives other measurements
    private static List<Consequence> of(String vm, List<Step> steps, boolean tpm) {
        var losses = new LinkedHashSet<String>();
        for (var step : steps) {
            switch (step.action()) {
                case Action.AttachDevice _ -> losses.addAll(FIXED);
                case Action.AttachDynamicDevice _ -> losses.addAll(DYNAMIC);
                case Action.SetFirmware(var firmware) when firmware == VmState.Firmware.EFI ->
                        losses.add("firmware-efi");
                case Action.OnHost _,
                        Action.OnVmConfig _,
                        Action.OnVmHardware _,
                        Action.OnVmPower _,
                        Action.InGuest _ -> {}
            }
        }
        if (tpm && steps.stream().anyMatch(Losses::changesBoot)) {
            losses.add("virtual-tpm");
        }
        return losses.stream()
                .map(loss ->
                        new Consequence(Target.vm(vm), Phrase.of("consequence." + loss, "vm", vm)))
                .toList();
    }
}
