package dev.thruway.cli.lab;

import dev.thruway.lab.LabEndpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What servers and vCenters of a world are called in a file, where names are typed by people: what
/// a file would not take of a name is a `-` in it.
final class FileNames {

    /// A longer one, a file does not take.
    private static final int LONGEST = 80;

    private static final Pattern FOREIGN = Pattern.compile("[^\\p{L}\\p{N}._-]");
    private static final Pattern NO_BEGINNING = Pattern.compile("^[._-]");

    private final Map<String, String> names = new HashMap<>();

    /// Of all servers and vCenters of a lab.
    static FileNames of(List<LabEndpoint> endpoints) {
        return new FileNames(
                endpoints.stream()
                        .filter(e -> e.kind() != LabEndpoint.Kind.SSH)
                        .map(LabEndpoint::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private FileNames(Set<String> ofWorld) {
        var taken = new HashSet<String>();
        ofWorld.stream().filter(name -> called(name).equals(name)).forEach(taken::add);
        taken.forEach(name -> names.put(name, name));
        for (var name : ofWorld) {
            names.computeIfAbsent(name, _ -> free(called(name), taken));
        }
    }

    private static String called(String name) {
        var fits = FOREIGN.matcher(name).replaceAll("-");
        if (fits.isEmpty() || NO_BEGINNING.matcher(fits).find()) {
            fits = "x" + fits;
        }
        return cut(fits, LONGEST);
    }

    private static String cut(String name, int length) {
        if (name.length() <= length) {
            return name;
        }
        boolean inPair = Character.isHighSurrogate(name.charAt(length - 1));
        return name.substring(0, inPair ? length - 1 : length);
    }

    private static String free(String name, Set<String> taken) {
        var free = name;
        for (int n = 2; !taken.add(free); n++) {
            var end = "-" + n;
            free = cut(name, LONGEST - end.length()) + end;
        }
        return free;
    }

    String of(String ofWorld) {
        return names.getOrDefault(ofWorld, called(ofWorld));
    }

    /// Whether a file takes a VM's name, which stands in it as the inventory has it.
    static boolean takesVm(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST
                && name.chars().noneMatch(Character::isISOControl);
    }
}
