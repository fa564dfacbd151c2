package dev.thruway.lab.guest.apt;

import dev.thruway.lab.guest.apt.InstalledPackage.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What apt would do: which packages come, in an order in which each finds its dependencies, and
/// which go.
public final class AptPlan {

    /// The packages asked for cannot be had; the text is apt's, without `E: `.
    public static final class Impossible extends Exception {

        private static final long serialVersionUID = 1;

        Impossible(String message) {
            super(message);
        }
    }

    private final Map<String, DebianPackage> archive;
    private final PackageDatabase installed;
    private final Map<String, DebianPackage> coming = new LinkedHashMap<>();
    private final Set<String> going = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();

    public AptPlan(Map<String, DebianPackage> archive, PackageDatabase installed) {
        this.archive = archive;
        this.installed = installed;
    }

    /// For what is wrong before any planning.
    public static Impossible impossible(String message) {
        return new Impossible(message);
    }

    public void install(String name) throws Impossible {
        var found = archive.get(name);
        if (found == null && !installed.present(name)) {
            throw new Impossible("Unable to locate package " + name);
        }
        asked.add(name);
        if (found != null) {
            add(found);
        }
    }

    /// Replaces an installed package by the archive's, where that is another version.
    public void upgrade(String name) throws Impossible {
        var found = archive.get(name);
        if (found != null) {
            add(found);
        }
    }

    private void add(DebianPackage wanted) throws Impossible {
        if (coming.containsKey(wanted.name()) || current(wanted)) {
            return;
        }
        replaceRole(wanted);
        for (var alternatives : wanted.depends()) {
            satisfy(wanted, alternatives);
        }
        coming.put(wanted.name(), wanted);
    }

    private boolean current(DebianPackage wanted) {
        return installed
                .find(wanted.name())
                .filter(InstalledPackage::present)
                .filter(p -> p.content().version().equals(wanted.version()))
                .isPresent();
    }

    private void replaceRole(DebianPackage wanted) throws Impossible {
        if (wanted.role().isEmpty()) {
            return;
        }
        for (var other : coming.values()) {
            if (other.role().equals(wanted.role())) {
                throw new Impossible("Unable to correct problems, you have held broken packages.");
            }
        }
        for (var other : installed.all()) {
            boolean sameRole = other.content().role().equals(wanted.role());
            if (other.present() && sameRole && !other.name().equals(wanted.name())) {
                remove(other.name());
            }
        }
    }

    private void satisfy(DebianPackage wanted, List<String> alternatives) throws Impossible {
        for (var name : alternatives) {
            if (coming.containsKey(name) || (installed.present(name) && !going.contains(name))) {
                return;
            }
        }
        for (var name : alternatives) {
            var found = archive.get(name);
            if (found != null) {
                add(found);
                return;
            }
        }
        throw new Impossible(
                "Unable to correct problems, you have held broken packages.\n"
                        + wanted.name()
                        + " : Depends: "
                        + String.join(" | ", alternatives)
                        + " but it is not installable");
    }

    /// Takes a package away, and all that cannot be without it.
    public void remove(String name) {
        if (!installed.present(name) || !going.add(name)) {
            return;
        }
        for (var other : installed.all()) {
            boolean needs =
                    other.content().depends().stream()
                            .anyMatch(alternatives ->
                                    alternatives.contains(name)
                                            && alternatives.stream().noneMatch(this::stays));
            if (other.present() && needs) {
                remove(other.name());
            }
        }
    }

    private boolean stays(String name) {
        return (installed.present(name) && !going.contains(name)) || coming.containsKey(name);
    }

    /// What came as a dependency and nothing needs any more.
    public List<String> unneeded() {
        var needed = new LinkedHashSet<String>();
        for (var p : installed.all()) {
            boolean keeps = p.present() && p.origin() == Origin.MANUAL && !going.contains(p.name());
            if (keeps) {
                need(p.name(), needed);
            }
        }
        asked.forEach(name -> need(name, needed));
        return installed.all().stream()
                .filter(InstalledPackage::present)
                .map(InstalledPackage::name)
                .filter(name -> !needed.contains(name) && !going.contains(name))
                .toList();
    }

    private void need(String name, Set<String> needed) {
        if (going.contains(name) || !needed.add(name)) {
            return;
        }
        var content = coming.get(name);
        if (content == null) {
            content = installed.find(name).map(InstalledPackage::content).orElse(null);
        }
        if (content != null) {
            for (var alternatives : content.depends()) {
                alternatives.stream().filter(this::stays).forEach(n -> need(n, needed));
            }
        }
    }

    public List<DebianPackage> coming() {
        return List.copyOf(coming.values());
    }

    public List<String> going() {
        return List.copyOf(going);
    }

    public boolean askedFor(String name) {
        return asked.contains(name);
    }

    public List<String> asked() {
        return new ArrayList<>(asked);
    }

    public boolean empty() {
        return coming.isEmpty() && going.isEmpty();
    }
}
