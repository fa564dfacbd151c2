package dev.thruway.spec;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What no file can say of itself alone: that each name is given once, that whoever is referred to
/// is there, and that no two VMs want the same card.
final class References {

    private static final List<String> POLICY =
            List.of("hostReboot", "vmPowerOff", "biosChange", "firmware");

    private final List<SpecFile> files;
    private final Problems problems;
    private final Map<String, Position> names = new LinkedHashMap<>();

    References(List<SpecFile> files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    void check() {
        for (var file : files) {
            file.names().forEach(this::name);
            for (var key : POLICY) {
                var path = "policy." + key;
                file.positions().at(path).ifPresent(place -> name(path, place));
            }
        }
        for (var file : files) {
            file.references().forEach(this::check);
        }
        checkAddresses();
        checkThatSomethingIsThere();
    }

    private void checkThatSomethingIsThere() {
        if (!names.keySet().stream().allMatch(path -> path.startsWith("policy."))) {
            return;
        }
        for (var file : files) {
            file.positions()
                    .at("apiVersion")
                    .ifPresent(place -> problems.add(place, Phrase.of("spec.nothing-in-it")));
        }
    }

    private void name(String path, Position place) {
        var first = names.putIfAbsent(path, place);
        if (first != null) {
            var name = path.substring(path.indexOf('.') + 1);
            problems.add(place, Phrase.of("spec.name-twice", "name", name, "first", first));
        }
    }

    private void check(SpecFile.Reference reference) {
        var prefix = reference.section() + ".";
        var name = reference.name();
        if (names.containsKey(prefix + name)) {
            return;
        }
        var there =
                names.keySet().stream()
                        .filter(path -> path.startsWith(prefix))
                        .map(path -> path.substring(prefix.length()))
                        .toList();
        var phrase =
                Nearest.to(name, there)
                        .map(near -> noSuch("spec.no-such-name-near", reference, near))
                        .orElseGet(() -> noSuch("spec.no-such-name", reference, ""));
        problems.add(reference.place(), phrase);
    }

    private static Phrase noSuch(String key, SpecFile.Reference reference, String near) {
        var found = Value.quoted(reference.name());
        return Phrase.of(key, "section", reference.section(), "found", found, "near", near);
    }

    private void checkAddresses() {
        var taken = new HashMap<Card, String>();
        for (var file : files) {
            for (var vm : file.vms()) {
                if (vm.placement() instanceof Placement.OnServer(var server)) {
                    checkAddresses(file, vm, server, taken);
                }
            }
        }
    }

    private record Card(String server, PciAddress address) {}

    private void checkAddresses(SpecFile file, Vm vm, String server, Map<Card, String> taken) {
        for (int i = 0; i < vm.gpus().size(); i++) {
            if (vm.gpus().get(i)
                    instanceof GpuWish.Fixed(CardChoice.AtAddress(PciAddress address))) {
                var other = taken.putIfAbsent(new Card(server, address), vm.name());
                if (other != null) {
                    var place =
                            file.positions()
                                    .at("vms." + vm.name() + ".gpus[" + i + "].address")
                                    .orElseThrow();
                    problems.add(
                            place, Phrase.of("spec.card-twice", "address", address, "vm", other));
                }
            }
        }
    }
}
